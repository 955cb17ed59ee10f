import { describe, expect, test } from "vitest";
import { entitySchema } from "../../../../src/engine/knowledge/entity.ts";
import { factSchema } from "../../../../src/engine/knowledge/fact.ts";
import { sourceSchema } from "../../../../src/engine/knowledge/incident.ts";
import { readStix } from "../../../../src/engine/knowledge/imports/stix.ts";
import { groupBy } from "../../../../src/lib/groups.ts";
import { makeBundle } from "../../../support/bundle.ts";
import { GROUP, imported, link, stixId, stixObject, TOOL, USES } from "../../../support/stix.ts";

const small = readStix(JSON.stringify(makeBundle({ groups: 20, software: 40, techniques: 60, campaigns: 6, mitigations: 8, relationships: 900 })));
const entity = (id: string, from = small) => from.entities.find((each) => each.id === id);

describe("reading a bundle that is built like ATT&CK's", () => {
  test("gives entities, facts and sources that hold to the rules of content", () => {
    for (const each of small.entities) expect(entitySchema.parse(each)).toEqual(each);
    for (const { incident, ...fact } of small.facts) expect([incident, factSchema.parse(fact)]).toEqual([small.id, fact]);
    for (const source of small.sources) expect(sourceSchema.parse(source)).toEqual(source);
  });

  test("names only entities and sources that are there, and no id twice", () => {
    const ids = small.entities.map(({ id }) => id);
    const sources = small.sources.map(({ id }) => id);
    const facts = small.facts.map(({ id }) => id);
    for (const list of [ids, sources, facts]) expect(new Set(list).size).toBe(list.length);
    for (const { subject, object, asserted_by, evidence } of small.facts) expect([ids.includes(subject), typeof object !== "string" || ids.includes(object), ids.includes(asserted_by), sources.includes(evidence[0]!.source)]).toEqual([true, true, true, true]);
    expect(Math.max(...facts.map(({ length }) => length))).toBeLessThanOrEqual(68);
  });

  test("names the data set by its collection and its version", () => {
    expect([small.id, small.name, small.date, small.topics]).toEqual(["attack-for-test-7-1", "ATT&CK for Test v7.1", "2025-11-13", ["attribution"]]);
    expect(entity(small.id)).toMatchObject({ type: "collection", name: small.name, about: "The Test ATT&CK collection holds groups, software and techniques that were invented for tests." });
  });

  test("counts what came in and what was left out", () => {
    expect(small.counts.entities).toMatchObject({ "intrusion-set": 20, campaign: 6, "attack-pattern": 60, "course-of-action": 8 });
    expect(small.counts.facts["first-seen"]).toBe(6);
    expect(small.skipped).toMatchObject({ revoked: 1, deprecated: 1, toWithdrawn: 2, relationships: { "revoked-by": 2 }, types: { "x-mitre-detection-strategy": 60 } });
  });

  test("says that every entry is listed by the data set, whose list is closed both ways", () => {
    expect(new Set(small.facts.map(({ modality, asserted_by, complete, polarity }) => [modality, asserted_by, complete, polarity].join(" ")))).toEqual(new Set([`listed ${small.id} both positive`]));
  });

  test("is the same every time", () => {
    const text = JSON.stringify(makeBundle({ groups: 3, software: 5, techniques: 9, relationships: 60 }));
    expect(JSON.stringify(readStix(text))).toBe(JSON.stringify(readStix(text)));
  });
});

test("the invented bundle has ATT&CK's size and shape, with names that are borne once", () => {
  const { objects } = makeBundle();
  const links = objects.filter(({ type }) => type === "relationship");
  const uses = links.filter(({ relationship_type }) => relationship_type === "uses");
  expect([links.length, uses.length, objects.length - links.length].map((count) => Math.round(count / 1000))).toEqual([22, 16, 2]);
  const names = objects.filter(({ type }) => ["intrusion-set", "malware", "tool", "campaign", "course-of-action"].includes(type)).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const perSource = [...groupBy(uses, ({ source_ref }) => source_ref!).values()].map(({ length }) => length).sort((a, b) => b - a);
  expect(perSource[0]!).toBeGreaterThan(8 * perSource[Math.floor(perSource.length / 2)]!);
});

describe("an object", () => {
  test("goes by its STIX id with one hyphen, and by its name without marks that are not its own", () => {
    const { entities } = imported([GROUP, stixObject("tool", 2, { name: "  \u202eKes\u0000trin™ \\\"X\\\" &amp; [Co](https://x.example) <b>Y</b> " }), USES]);
    expect(entities.map(({ id, name }) => [id, name])).toContainEqual(["tool-00000000-0000-4000-8000-000000000002", "Kes trin “X” & Co Y"]);
  });

  test("has other names once each and never its own again", () => {
    const group = { ...GROUP, aliases: ["VELMORA", "Vel Mora", "vel-mora", "Ōx"], x_mitre_aliases: ["Ox", "Kiln", ""] };
    expect(imported([group, TOOL, USES]).entities[1]).toMatchObject({ name: "Velmora", aliases: ["Vel Mora", "Ōx", "Kiln"] });
  });

  test("is described by one whole sentence as its page prints it, or not at all", () => {
    const about = (description: string) => imported([{ ...GROUP, description }, TOOL, USES]).entities[1]!.about;
    expect(about("[Velmora](https://x.example/a_(b)) has been\nactive since 2014, e.g. in the U.S. against <code>x</code>.(Citation: A (2020))(Citation: B) It rests.")).toBe("Velmora has been active since 2014, e.g. in the U.S. against x.");
    for (const none of ["", "It is a group of people.", "Password dumper for hackers", `Velmora ${"x".repeat(400)}.`, "Velmora (whoever they are is here."]) expect(about(none)).toBeUndefined();
  });

  test("that is a sub-technique goes by its technique as well and is part of it", () => {
    const [parent, child] = [stixObject("attack-pattern", 5, { name: "Hollow Beacon" }), stixObject("attack-pattern", 6, { name: "Domains" })];
    const { entities, facts } = imported([parent, child, link(7, "subtechnique-of", stixId("attack-pattern", 6), stixId("attack-pattern", 5))]);
    expect(entities[2]).toMatchObject({ name: "Hollow Beacon: Domains", part_of: entities[1]!.id });
    expect(facts[0]).toMatchObject({ relation: "subtechnique-of", subject: entities[2]!.id, object: entities[1]!.id });
  });

  test("of which several versions are there counts in its latest one", () => {
    const newer = { ...TOOL, name: "Kestrin Two", modified: "2021-01-01T00:00:00Z" };
    for (const objects of [[TOOL, newer], [newer, TOOL]]) {
      const { entities, skipped } = imported([GROUP, USES, ...objects, TOOL]);
      expect([entities.map(({ name }) => name).includes("Kestrin Two"), skipped.superseded]).toEqual([true, 2]);
    }
  });

  test("that shares a name with another is kept apart from it and marked, but not by way of a third", () => {
    const [a, b, c] = [stixObject("malware", 11, { name: "Alpha", aliases: ["Shared"] }), stixObject("malware", 12, { name: "shared", aliases: ["Gamma"] }), stixObject("malware", 13, { name: "Gamma" })];
    const { entities } = imported([GROUP, TOOL, USES, a, b, c]);
    const overlaps = new Map(entities.map(({ name, id, overlaps }) => [name, [id, overlaps] as const]));
    expect(overlaps.get("Alpha")![1]).toEqual([overlaps.get("shared")![0]]);
    expect(overlaps.get("shared")![1]).toEqual([overlaps.get("Alpha")![0], overlaps.get("Gamma")![0]]);
    expect(overlaps.get("Gamma")![1]).toEqual([overlaps.get("shared")![0]]);
  });

  test("that is a person, a body or a place says so, and whoever comes from one country belongs to it", () => {
    const objects = [GROUP, stixObject("identity", 21, { name: "The Kiln Corporation", identity_class: "organization", sectors: ["financial-services"] }), stixObject("location", 22, { name: "Springfield", city: "Springfield", country: "us" }),
      stixObject("location", 23, { country: "GB", name: undefined }), link(24, "located-at", stixId("identity", 21), stixId("location", 22)), link(25, "originates-from", stixId("intrusion-set", 1), stixId("location", 23))];
    const { entities } = imported(objects.map((each) => JSON.parse(JSON.stringify(each)) as unknown));
    expect(entities.slice(1)).toMatchObject([
      { name: "Velmora", country: "location-00000000-0000-4000-8000-000000000023" },
      { name: "the Kiln Corporation", class: "organisation", sector: "financial services", country: "location-united-states" },
      { name: "Springfield", class: "city", country: "location-united-states" }, { name: "the United Kingdom", class: "country" },
      { id: "location-united-states", type: "location", class: "country", name: "the United States", aliases: ["United States"] },
    ]);
  });
});

describe("a relationship", () => {
  test("is quoted in the first sentence of its description", () => {
    const [fact] = imported([GROUP, TOOL, { ...USES, description: "[Velmora](https://x.example) used Kestrin v2.0 on files.(Citation: A) Then it left." }]).facts;
    expect(fact).toMatchObject({ id: "relationship-00000000-0000-4000-8000-000000000003", evidence: [{ quote: "Velmora used Kestrin v2.0 on files.", source: "intrusion-set-00000000-0000-4000-8000-000000000001" }] });
    expect(fact!.evidence[0]!.record).toBeUndefined();
  });

  test.each(["", "(Citation: A)", undefined])("without words of its own is quoted as its record: %j", (description) => {
    expect(imported([GROUP, TOOL, { ...USES, description }]).facts[0]!.evidence[0]).toMatchObject({ quote: "Velmora uses Kestrin", record: USES["id"] });
  });

  test("with an endless sentence is cut after a word", () => {
    const { quote } = imported([GROUP, TOOL, { ...USES, description: "word ".repeat(500) }]).facts[0]!.evidence[0]!;
    expect([quote.length, quote.endsWith("word")]).toEqual([399, true]);
  });

  test("of an unknown type, to what is withdrawn, unread or not there, or to itself is counted", () => {
    const self = stixId("intrusion-set", 1);
    const objects = [link(31, "x-likes", self, stixId("tool", 2)), link(32, "uses", self, stixId("tool", 99)), link(33, "uses", self, stixId("tool", 40)), link(34, "uses", self, stixId("indicator", 41)), link(35, "uses", self, self)];
    const { facts, skipped } = imported([GROUP, TOOL, USES, ...objects, stixObject("tool", 40, { revoked: true }), stixObject("indicator", 41), { ...link(36, "uses", self, stixId("tool", 2)), x_mitre_deprecated: true }]);
    expect(facts).toHaveLength(1);
    expect(skipped).toMatchObject({ relationships: { "x-likes": 1 }, dangling: 1, toWithdrawn: 1, toUnread: 1, toItself: 1, revoked: 1, deprecated: 1, types: { indicator: 1 } });
  });
});

test("a measure that says that there is none is left out with what it mitigates", () => {
  const { facts, skipped } = imported([GROUP, TOOL, USES, stixObject("course-of-action", 71, { name: "Mitigation Limited or Not Effective" }), link(72, "mitigates", stixId("course-of-action", 71), stixId("tool", 2))]);
  expect([facts.length, skipped.toWithdrawn, skipped.types]).toEqual([1, 1, { "course-of-action": 1 }]);
});

describe("a source", () => {
  const sourceOf = (group: object, uses: object = {}, more: object[] = []) => imported([{ ...TOOL }, { ...GROUP, external_references: undefined, ...group }, { ...USES, ...uses }, ...more]).sources[0];

  test("is the page of whatever the fact is about, by the one who made it", () => {
    const owner = stixObject("identity", 51, { name: "The MITRE Corporation" });
    expect(sourceOf({ created_by_ref: stixId("identity", 51), external_references: [{ source_name: "x", url: "ftp://no.example" }, { source_name: "y", url: "https://bundle.example/v" }] }, {}, [owner]))
      .toEqual({ id: "intrusion-set-00000000-0000-4000-8000-000000000001", url: "https://bundle.example/v", publisher: "MITRE", title: "Velmora, Test Data", published: "2020-01-02" });
  });

  test("is the relationship's where the object has none, then the data set's, then that of the standard", () => {
    expect(sourceOf({}, { external_references: [{ source_name: "r", url: "https://reports.example/r" }] })).toMatchObject({ id: "relationship-00000000-0000-4000-8000-000000000003", url: "https://reports.example/r" });
    expect(sourceOf({}, {}, [stixObject("report", 52, { name: "A Report", published: "2019-05-06T00:00:00Z", external_references: [{ source_name: "r", url: "https://reports.example/whole" }] })])).toMatchObject({ url: "https://reports.example/whole" });
    expect(sourceOf({ external_references: [{ source_name: "x", url: "javascript:alert(1)" }] })).toMatchObject({ url: "https://oasis-open.github.io/cti-documentation/" });
  });
});

describe("what stands in an object itself", () => {
  test("becomes facts: when a campaign was first seen, tactics and platforms", () => {
    const { facts, entities } = imported([
      stixObject("campaign", 61, { first_seen: "2015-12-01T05:00:00.000Z" }), stixObject("attack-pattern", 62, { kill_chain_phases: [{ kill_chain_name: "k", phase_name: "initial-access" }, { kill_chain_name: "l", phase_name: "initial-access" }] }),
      stixObject("malware", 63, { x_mitre_platforms: ["Windows", "None", "微软", "谷歌"] }),
    ]);
    expect(facts.map(({ relation, object, evidence }) => [relation, object, evidence[0]!.quote])).toEqual([
      ["first-seen", { date: "2015-12" }, "Thing 61 first_seen 2015-12-01T05:00:00.000Z"], ["serves-tactic", "tactic-initial-access", "Thing 62 kill_chain_phases initial-access"],
      ["runs-on", "platform-windows", "Thing 63 x_mitre_platforms Windows"], ["runs-on", expect.stringMatching(/^platform-[0-9a-f]{8}$/), "Thing 63 x_mitre_platforms 微软"], ["runs-on", expect.any(String), "Thing 63 x_mitre_platforms 谷歌"],
    ]);
    expect(facts[0]!.id).toBe("campaign-00000000-0000-4000-8000-000000000061-first-seen");
    expect(entities.filter(({ type }) => type === "category").map(({ name }) => name)).toEqual(["initial access", "Windows", "微软", "谷歌"]);
  });
});
