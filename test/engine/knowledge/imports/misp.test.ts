import { describe, expect, test } from "vitest";
import { entitySchema } from "../../../../src/engine/knowledge/entity.ts";
import { factSchema } from "../../../../src/engine/knowledge/fact.ts";
import { sourceSchema } from "../../../../src/engine/knowledge/incident.ts";
import { readMisp } from "../../../../src/engine/knowledge/imports/misp.ts";
import { refusal } from "../../../support/stix.ts";

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const id = (number: number) => `threat-actor-${uuid(number)}`;
const HEAD = { name: "Threat Actor", type: "threat-actor", source: "MISP Project", version: 7, uuid: uuid(99) };
const VELMORA = { uuid: uuid(1), value: "Velmora", meta: { country: "CN" } };
const read = (values: object[], head: object = {}, date: string | undefined = "2025-03-04") => readMisp(JSON.stringify({ ...HEAD, ...head, values }), { date });
const facts = (meta: object, more: object = {}) => read([{ ...VELMORA, meta, ...more }]).facts.map(({ relation, object, complete }) => [relation, object, complete]);

describe("reading a MISP galaxy", () => {
  test("gives a collection by its type and version, with one page as its source", () => {
    const galaxy = read([VELMORA]);
    expect([galaxy.id, galaxy.name, galaxy.date]).toEqual(["misp-threat-actor-galaxy-7", "the MISP threat-actor galaxy v7", "2025-03-04"]);
    expect(galaxy.sources).toEqual([{ id: galaxy.id, publisher: "MISP Project", title: "Threat Actor, the MISP threat-actor galaxy v7", published: "2025-03-04", url: "https://github.com/MISP/misp-galaxy/blob/main/clusters/threat-actor.json" }]);
  });

  test("gives entities, facts and sources that hold to the rules of content", () => {
    const galaxy = read([{ ...VELMORA, description: "Velmora is a group of people. It rests.", meta: { country: "CN", synonyms: ["V"], "attribution-confidence": "10", "cfr-suspected-victims": ["Japan", "Middle East", "Kiln Bank"], "cfr-target-category": ["Finance"] } }]);
    for (const each of galaxy.entities) expect(entitySchema.parse(each)).toEqual(each);
    for (const { incident, ...fact } of galaxy.facts) expect([incident, factSchema.parse(fact)]).toEqual([galaxy.id, fact]);
    for (const source of galaxy.sources) expect(sourceSchema.parse(source)).toEqual(source);
    expect(galaxy.entities.find((each) => each.id === id(1))).toMatchObject({ name: "Velmora", aliases: ["V"], about: "Velmora is a group of people.", country: "location-china" });
    expect(galaxy.facts[0]!.evidence).toEqual([{ source: galaxy.id, quote: "Velmora country CN, attribution-confidence 10", record: uuid(1) }]);
  });

  test("takes countries by code and by any of their names, and nothing that is none", () => {
    expect(facts({ country: "kp", "cfr-suspected-state-sponsor": "Iran (Islamic Republic of)" })).toEqual([["originates-from", "location-north-korea", "both"], ["sponsored-by", "location-iran", "both"]]);
    expect(facts({ country: "XX", "cfr-suspected-state-sponsor": "Unknown", "cfr-suspected-victims": ["The Philippines"] })).toEqual([["targets", "location-philippines", "both"]]);
  });

  test("takes two words for one line of business as one", () => {
    expect(facts({ "cfr-target-category": ["Telecoms", "Telecomms"], "targeted-sector": ["Telecommunications", "News - Media"] })).toEqual([["targets", "industry-telecommunications", "both"], ["targets", "industry-media", "both"]]);
  });

  test("closes no list of targets that may lack something", () => {
    const open = { ...VELMORA, uuid: uuid(2), value: "Kiln", meta: { "cfr-suspected-victims": ["Global", "Japan"] } };
    const { facts } = read([{ ...VELMORA, meta: { country: "CN", "cfr-suspected-victims": ["Japan"] } }, open]);
    expect(facts.map(({ subject, relation, complete }) => [subject, relation, complete])).toEqual([[id(1), "originates-from", "both"], [id(1), "targets", "objects"], [id(2), "targets", undefined]]);
  });

  test("closes no list of one who aims at what other galaxies describe", () => {
    expect(facts({ "cfr-suspected-victims": ["Japan"] }, { related: [{ "dest-uuid": uuid(77), type: "targets" }] })).toEqual([["targets", "location-japan", undefined]]);
  });

  test("writes names as they stand in the middle of a sentence", () => {
    const { entities } = read([{ ...VELMORA, meta: { "cfr-suspected-victims": ["Middle East", "The Philippines", "European Union", "Bank of Kiln", "Bank of America"], "targeted-sector": ["Financial", "Think Tanks"] } }]);
    expect(entities.slice(2).map(({ name, type, class: kind }) => [name, type, kind])).toEqual([
      ["the Middle East", "location", "region"], ["the Philippines", "location", "country"], ["the European Union", "identity", undefined], ["the Bank of Kiln", "identity", undefined],
      ["Bank of America", "identity", undefined], ["the finance sector", "sector", undefined], ["think tanks", "sector", undefined],
    ]);
  });

  test("marks what may be the same: similar clusters, shared names, a place and a region, near lines of business", () => {
    const { entities, skipped } = read([
      { ...VELMORA, meta: { synonyms: ["Shared"], "cfr-suspected-victims": ["Japan", "China", "East Asia"], "targeted-sector": ["Bank", "Finance", "Health"] }, related: [{ "dest-uuid": uuid(2), type: "similar" }, { "dest-uuid": uuid(77), type: "similar" }, { "dest-uuid": uuid(3), type: "uses" }] },
      { uuid: uuid(2), value: "Other" }, { uuid: uuid(3), value: "shared" },
    ]);
    const overlaps = (of: string) => entities.find((each) => each.id === of)!.overlaps;
    expect([overlaps(id(1)), overlaps(id(2)), overlaps(id(3))]).toEqual([[id(2), id(3)], [id(1)], [id(1)]]);
    expect([overlaps("location-japan"), overlaps("location-east-asia"), overlaps("industry-finance")]).toEqual([["location-east-asia"], ["location-japan", "location-china"], ["industry-banks"]]);
    expect(skipped).toMatchObject({ dangling: 1, relationships: { uses: 1 } });
  });

  test("leaves out clusters that stand for nobody", () => {
    const { entities, skipped } = read([VELMORA, { uuid: uuid(2), value: "[Unnamed group]", meta: { country: "RU" } }]);
    expect([entities.filter(({ type }) => type === "threat-actor").length, skipped.types]).toEqual([1, { unnamed: 1 }]);
  });
});

describe("a MISP galaxy is refused, and says why, when", () => {
  const why = (values: unknown[], head: object = {}) => refusal(() => read(values as object[], head)).join("\n");

  test.each([
    ["a cluster is no object", [7], /values\[0\] is a number/], ["a cluster has no name", [{ uuid: uuid(1) }], /value is missing/], ["a uuid is none", [{ ...VELMORA, uuid: "1" }], /uuid must be a UUID/],
    ["meta is a list", [{ ...VELMORA, meta: [] }], /meta must be an object/], ["a country is a number", [{ ...VELMORA, meta: { country: 7 } }], /meta says country, which must be a text/], ["synonyms hold an object", [{ ...VELMORA, meta: { synonyms: [{}] } }], /synonyms, which has an entry/],
    ["related is no list", [{ ...VELMORA, related: {} }], /related must be a list/], ["two clusters have one uuid", [VELMORA, { ...VELMORA, value: "Kiln" }], /is that of "Velmora" and of "Kiln"/], ["nothing can be asked", [{ ...VELMORA, meta: {} }], /nothing that could be asked/],
    ["it names far too many things", [{ ...VELMORA, meta: { "cfr-suspected-victims": Array.from({ length: 1001 }, (_, number) => `Body ${number}`) } }], /1001 different/],
  ])("%s", (_, values, reason) => {
    expect(why(values)).toMatch(reason);
  });

  test("it is a galaxy that is not read, an event or a STIX bundle", () => {
    expect(why([VELMORA], { type: "__proto__" })).toMatch(/is none that is read here: threat-actor/);
    expect(refusal(() => readMisp('{"Event":{}}', {}))[0]).toMatch(/MISP event/);
    expect(refusal(() => readMisp('{"type":"bundle","objects":[]}', {}))[0]).toMatch(/debrief import stix/);
  });

  test("nobody says when it was taken", () => {
    expect(refusal(() => readMisp(JSON.stringify({ ...HEAD, values: [VELMORA] }), {}))[0]).toMatch(/--date/);
  });
});
