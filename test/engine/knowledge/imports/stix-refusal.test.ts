import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ImportRefused } from "../../../../src/engine/knowledge/imports/complaints.ts";
import { readStix } from "../../../../src/engine/knowledge/imports/stix.ts";
import { makeBundle } from "../../../support/bundle.ts";
import { GROUP, imported, link, refusal, stixId, stixObject, TOOL, USES } from "../../../support/stix.ts";

const wrong = (...objects: unknown[]) => refusal(() => imported([GROUP, TOOL, USES, ...objects]));

describe("a bundle is refused, and says why, when it", () => {
  test.each([
    ["is no JSON", "{", /no JSON/], ["is a list", "[]", /no STIX bundle/], ["has no objects", '{"type":"bundle"}', /list named "objects"/], ["has objects that are no list", '{"objects":{}}', /list named "objects"/],
    ["is a MISP galaxy", '{"uuid":"x","values":[]}', /debrief import misp/], ["is one object", JSON.stringify(GROUP), /put it into a bundle/],
    ["is nested too deep", `{"objects":${"[".repeat(100_000)}`, /64 deep/], ["is made of too many parts", `{"objects":[${"{},".repeat(4_000_001)}{}]}`, /far more/], ["is empty", '{"objects":[]}', /nothing that could be asked/],
  ])("%s", (_, text, reason) => {
    expect(refusal(() => readStix(text, { name: "Test" })).join()).toMatch(reason);
  });

  test.each([
    ["no object", 7, /^objects\[3\] is a number/], ["nothing", null, /^objects\[3\] is nothing/], ["no type", { id: "x" }, /objects\[3\] has no type/], ["no id", { type: "tool", name: "X" }, /objects\[3\] \("tool"\) has no id/],
    ["an id of another type", { ...stixObject("tool", 9), id: stixId("malware", 9) }, /does not fit its type/], ["an id without a UUID", { ...stixObject("x-any", 9), id: "x-any--1" }, /UUID/], ["the type __proto__", stixObject("__proto__", 9), /does not fit its type/],
    ["no name", { ...stixObject("tool", 9), name: undefined }, /tool--.*9\): name is missing/], ["an empty name", stixObject("tool", 9, { name: "\u202e\u0000 " }), /name has no characters/], ["a name that is no text", stixObject("tool", 9, { name: ["X"] }), /name must be a text, not a list/],
    ["an endless name", stixObject("tool", 9, { name: "x".repeat(201) }), /name is longer than 200/], ["an endless alias", stixObject("tool", 9, { aliases: ["x".repeat(2000)] }), /aliases has an entry that is longer/],
    ["aliases that are no list", stixObject("tool", 9, { aliases: "X" }), /aliases must be a list/], ["a date that is none", stixObject("tool", 9, { modified: "2020-02-30T00:00:00Z" }), /modified must be a timestamp/], ["a date that is a number", stixObject("campaign", 9, { first_seen: 2020 }), /first_seen must be a timestamp/],
    ["revoked as a word", stixObject("tool", 9, { revoked: "no" }), /revoked must be true or false/], ["a description that is a list", link(9, "uses", stixId("tool", 2), stixId("tool", 1), { description: [] }), /description must be a text/],
    ["a relationship to a number", link(9, "uses", 7 as never, stixId("tool", 1)), /source_ref must be the id/], ["a relationship without a type", link(9, undefined as never, stixId("tool", 2), stixId("tool", 1)), /relationship_type must be/],
    ["references that are no objects", stixObject("tool", 9, { external_references: ["x"] }), /external_references has an entry that must be an object/], ["a tactic without a name", stixObject("attack-pattern", 9, { kill_chain_phases: [{}] }), /phase_name, which is missing/],
    ["the same version of an object twice, with two contents", { ...TOOL, name: "Other" }, /stands there twice with different content/],
  ])("has %s", (_, object, reason) => {
    const problems = wrong(object);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(reason);
  });

  test("has many faults: it names twenty of them and how many more there are", () => {
    const problems = wrong(...Array.from({ length: 33 }, (_, number) => stixObject("tool", 100 + number, { name: 5 })));
    expect([problems.length, problems[0], problems[20]]).toEqual([21, `objects[3] (${stixId("tool", 100)}): name must be a text, not a number`, "and 13 more"]);
  });

  test("does not say what it is called, or says it at too great length", () => {
    expect(refusal(() => imported([GROUP, TOOL, USES], {}))[0]).toMatch(/--name/);
    expect(refusal(() => imported([GROUP, TOOL, USES], { name: "x".repeat(91) }))[0]).toMatch(/longer than 90/);
    expect(refusal(() => imported([GROUP, TOOL, USES, stixObject("report", 8), stixObject("report", 9)], {}))[0]).toMatch(/--name/);
  });

  test("keeps control characters out of the reasons", () => {
    expect(wrong({ type: "\u001b[31mtool", id: "x" })[0]).not.toMatch(/\p{Cc}/u);
  });
});

describe("a bundle is not refused", () => {
  test("for its unknown types or for keys that would harm a careless program", () => {
    const text = JSON.stringify({ objects: [GROUP, TOOL, USES, stixObject("x-constructor", 9)] }).replace('"name":"Kestrin"', '"__proto__":{"revoked":true,"name":"Evil"},"name":"Kestrin"');
    const { entities, skipped } = readStix(text, { name: "Test" });
    expect(entities.map(({ name }) => name)).toEqual(["Test", "Velmora", "Kestrin"]);
    expect(skipped).toMatchObject({ revoked: 0, types: { "x-constructor": 1 } });
    expect(({} as { revoked?: boolean }).revoked).toBeUndefined();
  });

  test.each([
    [{ name: "Own Name", version: "3" }, "own-name-3", "Own Name v3"], [{ version: "2024" }, "data-set-of-the-kiln-2024", "the data set of the Kiln v2024"], [{ name: "Daten", version: "Mai" }, "daten-mai", "Daten Mai"],
  ])("when its name comes from %j", (naming, id, name) => {
    const owner = stixObject("identity", 51, { name: "The Kiln", created_by_ref: stixId("identity", 51) });
    expect(imported([GROUP, TOOL, USES, owner], naming)).toMatchObject({ id, name });
  });
});

describe("whatever a file holds", () => {
  const parts = makeBundle({ groups: 2, software: 3, techniques: 3, campaigns: 1, mitigations: 1, relationships: 12 }).objects;
  const harm = fc.record({ at: fc.nat(), field: fc.constantFrom("type", "id", "name", "aliases", "x_mitre_aliases", "description", "modified", "source_ref", "relationship_type", "external_references", "kill_chain_phases", "first_seen", "x_mitre_platforms"), value: fc.anything() });

  test("it is read or refused with reasons, and never breaks the reader", () => {
    fc.assert(fc.property(fc.array(harm, { minLength: 1, maxLength: 4 }), (harms) => {
      const objects = parts.map((part) => ({ ...part }));
      for (const { at, field, value } of harms) Object.assign(objects[at % objects.length]!, { [field]: value });
      expect(() => outcomeOf(() => imported(objects))).not.toThrow();
    }), { numRuns: 300 });
  });

  test("names come out without anything that cannot be seen", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), (name) => {
      const read = outcomeOf(() => imported([{ ...GROUP, name, aliases: [name + "x"] }, TOOL, USES]));
      for (const shown of read?.entities.flatMap((each) => [each.name, ...each.aliases]) ?? []) expect(shown).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]|^\s|\s$|\s\s/u);
    }), { numRuns: 300 });
  });
});

function outcomeOf<T>(deed: () => T): T | undefined {
  try {
    return deed();
  } catch (error) {
    if (error instanceof ImportRefused) return undefined;
    throw error;
  }
}
