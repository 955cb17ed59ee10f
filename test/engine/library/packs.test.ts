import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsFrom } from "../../../src/engine/library/packs/packing.ts";
import { readPack } from "../../../src/engine/library/packs/reading.ts";
import { writePack } from "../../../src/engine/library/packs/writing.ts";
import { inEnglish } from "../../../src/lib/readers.ts";
import { shipped } from "../../support/knowledge.ts";

const pack = (id: string) => writePack({ ...partsFrom(shipped().content, id)!, version: 3, made: { on: "2026-11-26", by: "Northwind" } });
const text = pack("twitter-takeover");
const read = (given: string | Uint8Array) => readPack(typeof given === "string" ? Buffer.from(given) : given);
const refusalsOf = (given: string | Uint8Array) => (read(given).refusals ?? []).map((words) => inEnglish(words)).join("\n");

describe("a pack", () => {
  test("is read as it was written, for incidents that ship, with the things that its facts speak of", () => {
    for (const { id } of shipped().content.incidents.filter((_, place) => place % 8 === 0)) {
      const { pack: back, refusals } = read(pack(id));
      expect(refusals, id).toBeUndefined();
      expect({ ...back!.incident, entities: [] }).toEqual({ ...shipped().content.incidents.find((each) => each.id === id), entities: [] });
      const known = new Set([...back!.entities, ...back!.incident.entities].map((entity) => entity.id));
      expect(back!.incident.facts.filter(({ asserted_by }) => !known.has(asserted_by))).toEqual([]);
    }
  });

  test("is refused with what is wrong, where it was changed, is too large, or plays tricks", () => {
    const bomb = `pack: 1\na: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `k${i}: [*a, *a]`).join("\n")}\n`;
    expect(refusalsOf(text.replace("July 2020", "June 2020").replace("telephone", "telegraph"))).toMatch(/sum does not fit/);
    expect(refusalsOf("x".repeat(1_000_001))).toMatch(/at most 1,000,000 bytes/);
    expect(refusalsOf(Uint8Array.from([0x1f, 0x8b, 8, 0, 255, 254]))).toMatch(/no text in UTF-8/);
    expect(refusalsOf(bomb)).toMatch(/anchors and aliases/);
    expect(refusalsOf("pack: 1\n__proto__: { admin: true }\n")).toMatch(/a key that no pack has: __proto__/);
    expect(refusalsOf("pack: !!js/function 'x'\n")).toMatch(/no text, number, list or table/);
    expect(refusalsOf(`pack: ${"[".repeat(200)}${"]".repeat(200)}\n`)).toMatch(/too deep/);
    expect(refusalsOf("pack: 1\n---\npack: 1\n")).toMatch(/no YAML/);
    expect(refusalsOf("title: An incident\n")).toMatch(/`pack: 1`/);
    expect(refusalsOf(text.replace("pack: 1\n", "pack: 2\n"))).toMatch(/Line 2: pack: this program reads packs of format 1/);
    expect(refusalsOf(text.replace("  id: twitter-takeover\n", "  id: ../../etc/passwd\n"))).toMatch(/use small letters, digits and single hyphens/);
  });

  test("never throws, whatever somebody sends", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.uint8Array(), fc.tuple(fc.nat(text.length), fc.string()).map(([at, put]) => text.slice(0, at) + put + text.slice(at + put.length))), (given) => {
      const { pack: back, refusals } = read(given);
      expect((back === undefined) !== (refusals === undefined)).toBe(true);
    }), { numRuns: 60 });
  });
});
