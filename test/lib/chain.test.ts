import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf, digestOfDetail, EMPTY, isSignedBy, nextHead, signatureOf, type Entry, type Head, type Link } from "../../src/lib/chain.ts";
import { rangesOf, TAKEN_OUT, walkChain, type Finding } from "../../src/lib/chain-check.ts";

const entry = fc.record<Entry>({
  at: fc.constantFrom("2026-01-05T09:00:00.000Z", "2026-01-06T09:00:00.000Z"), actor_id: fc.option(fc.integer({ min: 1, max: 9 })), deed: fc.constantFrom("person.added", "quiz.changed"),
  subject: fc.string({ unit: "binary" }), detail: fc.jsonValue().map((value) => JSON.stringify({ value })), salt: fc.string({ minLength: 1 }),
});
const chain = fc.array(entry, { minLength: 3, maxLength: 12 }).map(linked);

function linked(entries: readonly Entry[]): Link[] {
  let head: Head = EMPTY;
  return entries.map((each) => {
    const detail_digest = digestOfDetail(each);
    const digest = digestOf(each, detail_digest);
    head = nextHead(head, digest);
    return { ...each, detail_digest, digest, ...head };
  });
}

function found(links: readonly Link[], ...kept: Head[]): Finding[] {
  const walk = walkChain(kept);
  walk.step(links);
  return walk.end();
}

/** A chain and one of its places that is not the last. */
const placed = chain.chain((links) => fc.nat({ max: links.length - 2 }).map((place) => ({ links, place, end: links.at(-1)! })));

describe("a chain", () => {
  test("that was only added to is right", () => {
    fc.assert(fc.property(chain, (links) => { expect(found(links, links.at(-1)!, links[0]!)).toEqual([]); }));
  });

  test("shows an entry that was removed, with its number", () => {
    fc.assert(fc.property(placed, ({ links, place, end }) => {
      expect(found(links.toSpliced(place, 1), end)).toEqual([{ kind: "missing", from: place + 1, to: place + 1 }]);
    }));
  });

  test("shows which field of which entry was altered, also where its digest was reckoned anew", () => {
    const fields = fc.constantFrom("at", "actor_id", "deed", "subject", "detail", "digest", "detail_digest", "hash", "salt");
    fc.assert(fc.property(placed, fields, ({ links, place, end }, field) => {
      const changed = { ...links[place]!, [field]: field === "actor_id" ? 77 : "other" };
      expect(found(links.with(place, changed), end)[0]).toMatchObject({ from: place + 1 });
      const digest = digestOf(changed, digestOfDetail(changed));
      if (!["digest", "detail_digest", "hash"].includes(field)) expect(found(links.with(place, { ...changed, detail_digest: digestOfDetail(changed), digest }), end)[0]).toMatchObject({ kind: "displaced", from: place + 1 });
    }));
  });

  test("shows an entry that was put in, and two that changed places", () => {
    fc.assert(fc.property(placed, entry, ({ links, place, end }, added) => {
      const moved = links.map((link) => (link.number > place ? { ...link, number: link.number + 1 } : link));
      const made = linked([added])[0]!;
      expect(found([...moved.slice(0, place), { ...made, number: place + 1 }, ...moved.slice(place)], end).map(({ from }) => from)).toContain(place + 2);
      const [one, other] = [links[place]!, links[place + 1]!];
      expect(found(links.with(place, { ...other, number: one.number }).with(place + 1, { ...one, number: other.number }), end)[0]).toMatchObject({ kind: "displaced", from: place + 1 });
    }));
  });

  test("shows an end that was cut off, and a chain that was written anew from some place on, by a head from before", () => {
    fc.assert(fc.property(placed, entry, ({ links, place, end }, other) => {
      expect(found(links.slice(0, place + 1), end)).toEqual([{ kind: "cut", from: place + 2, to: links.length }]);
      const anew = linked((links as Entry[]).with(place, other));
      expect(found(anew, anew.at(-1)!)).toEqual([]);
      expect(found(anew, end)).toEqual([{ kind: "unlike", from: links.length, to: links.length }]);
    }));
  });

  test("keeps when details are taken out, where a later entry says of which", () => {
    fc.assert(fc.property(placed, ({ links, place }) => {
      const emptied = links.with(place, { ...links[place]!, detail: "{}", salt: "" });
      expect(found(emptied)).toEqual([{ kind: "emptied", from: place + 1, to: place + 1 }]);
      const said = linked([...links, { ...links[0]!, deed: TAKEN_OUT, detail: JSON.stringify({ events: [[place + 1, place + 1]] }) }]).at(-1)!;
      expect(found([...emptied, said])).toEqual([]);
      expect(found([...emptied, linked([...links, { ...links[0]!, deed: TAKEN_OUT, detail: '{"events":[[99,9e99],7]}' }]).at(-1)!])).toHaveLength(1);
    }));
  });

  test("has a head that only the secret signs", () => {
    const head = { number: 3, hash: "a" };
    expect(isSignedBy({ ...head, signature: signatureOf(head, "one") }, "one")).toBe(true);
    expect(isSignedBy({ ...head, number: 4, signature: signatureOf(head, "one") }, "one")).toBe(false);
    expect(isSignedBy({ ...head, signature: signatureOf(head, "one") }, "other")).toBe(false);
    expect(rangesOf([3, 4, 5, 9])).toEqual([[3, 5], [9, 9]]);
  });
});
