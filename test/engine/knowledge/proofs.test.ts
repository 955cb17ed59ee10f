import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as proofs from "../../../src/engine/knowledge/proofs.ts";
import { buildKnowledge } from "../../../src/engine/knowledge/knowledge.ts";
import type { Entity } from "../../../src/engine/knowledge/entity.ts";
import type { Fact } from "../../../src/engine/knowledge/fact.ts";
import { byIds, GROUPS, incidentFile, knowledgeOf, TOOK_OVER, vocabularyRelations } from "../../support/knowledge.ts";

const { areApart } = proofs;
const [objectProver, subjectProver] = [byIds(proofs.objectProver), byIds(proofs.subjectProver)];
const turla = (facts = TOOK_OVER) => {
  const knowledge = knowledgeOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts) });
  return { fact: knowledge.facts[0]!, against: objectProver(knowledge, knowledge.facts[0]!), asSubject: subjectProver(knowledge, knowledge.facts[0]!) };
};
const fact = (id: string, subject: string, relation: string, object: string, more = "") => `  - { id: ${id}, subject: ${subject}, relation: ${relation}, object: ${object}, modality: assessed, asserted_by: agencies, ${more} evidence: [{ source: press, quote: a quotation }] }\n`;

describe("proving an option false", () => {
  test("rests on the source's complete list (P4)", () => {
    expect(turla().against("lazarus")).toBe("P4");
    expect(turla().asSubject("lazarus")).toBe("P4");
  });

  test("is impossible where the list is open", () => {
    const open = turla(TOOK_OVER.replace("complete: both", "complete: subjects"));
    expect(open.against("lazarus")).toBeUndefined();
    expect(open.asSubject("lazarus")).toBe("P4");
  });

  test("rests on the relation having one object per source (P1)", () => {
    expect(turla(fact("said-so", "piggybacking", "attributed-to", "turla")).against("lazarus")).toBe("P1");
  });

  test("does not shrink from what an incident says of others than the actor that is asked about", () => {
    const origin = fact("origin", "kimsuky", "originates-from", "korea") + fact("blamed", "piggybacking", "attributed-to", "russia");
    const places = `entities:\n  - { id: korea, type: location, class: country, name: Korea }\n  - { id: russia, type: location, class: country, name: Russia }\n`;
    const of = (facts: string) => { const knowledge = knowledgeOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts, places) }); return objectProver(knowledge, knowledge.facts[0]!); };
    expect(of(origin)("russia")).toBe("P1");
    expect(of(origin + fact("too", "piggybacking", "attributed-to", "kimsuky"))("russia")).toBeUndefined();
  });

  test("rests on nobody taking over their own tools (P2)", () => {
    expect(turla().against("turla")).toBe("P2");
  });

  test("rests on a source that says it was not so (P3), even where its list is open", () => {
    const denied = fact("first", "turla", "hijacked-tools-of", "oilrig") + fact("denied", "turla", "hijacked-tools-of", "kimsuky", "polarity: negative,");
    expect(turla(denied).against("kimsuky")).toBe("P3");
    expect(turla(denied).against("lazarus")).toBeUndefined();
  });

  test("is refused for what is true under another source, and for what may be the same as it", () => {
    const contested = fact("one", "piggybacking", "attributed-to", "turla") + fact("two", "piggybacking", "attributed-to", "apt28");
    expect(turla(contested).against("apt28")).toBeUndefined();
    expect(turla(contested).against("fancy")).toBeUndefined();
    expect(turla(contested).against("turla")).toBeUndefined();
  });
});

describe("what may be true by another road", () => {
  const software = `
- { id: wiper, type: malware, name: Wiper }
- { id: worm, type: malware, name: Worm }
- { id: phishing, type: attack-pattern, name: Phishing }
- { id: link, type: attack-pattern, name: "Phishing: Link", part_of: phishing }
- { id: injection, type: attack-pattern, name: Injection }
- { id: scripts, type: attack-pattern, name: Scripts }
`;
  const uses = fact("turla-worm", "turla", "uses", "worm", "complete: both,") + fact("worm-injection", "worm", "uses", "injection", "complete: both,") + fact("turla-link", "turla", "uses", "link", "complete: both,");
  const knowledge = knowledgeOf({ "entities/groups.yaml": GROUPS, "entities/software.yaml": software, "incidents/2019-turla.yaml": incidentFile(uses) });
  const ofTurla = objectProver(knowledge, knowledge.facts[0]!);

  test("is never a wrong option: what the used things use, and the whole of a part", () => {
    expect(ofTurla("injection")).toBeUndefined();
    expect(ofTurla("phishing")).toBeUndefined();
    expect(ofTurla("scripts")).toBe("P4");
    expect(ofTurla("wiper")).toBe("P4");
  });

  test("nor is who uses what uses it", () => {
    const ofInjection = subjectProver(knowledge, knowledge.facts[1]!);
    expect(ofInjection("turla")).toBeUndefined();
    expect(ofInjection("lazarus")).toBe("P4");
  });
});

describe("another object from another source", () => {
  const two = (by: string) => `  - { id: one, subject: turla, relation: originates-from, object: russia, modality: assessed, asserted_by: agencies, evidence: [{ source: press, quote: a quotation }] }
  - { id: two, subject: lazarus, relation: originates-from, object: korea, modality: assessed, asserted_by: ${by}, evidence: [{ source: press, quote: a quotation }] }
`;
  const places = '- { id: russia, type: location, class: country, name: Russia }\n- { id: korea, type: location, class: country, name: North Korea }\n- { id: vendor, type: identity, name: a vendor }\n';
  const proofs = (by: string) => { const knowledge = knowledgeOf({ "entities/groups.yaml": GROUPS, "entities/places.yaml": places, "incidents/2019-turla.yaml": incidentFile(two(by)) }); return subjectProver(knowledge, knowledge.facts[0]!); };

  test("proves a subject wrong only where the stem's own source gave it (P1)", () => {
    expect(proofs("agencies")("lazarus")).toBe("P1");
    expect(proofs("vendor")("lazarus")).toBeUndefined();
  });
});

describe("P5", () => {
  test("holds between values of one kind that have nothing in common", () => {
    expect(areApart({ date: "2018-12" }, { date: "2019-04" })).toBe(true);
    expect(areApart({ date: "2018" }, { date: "2018-12" })).toBe(false);
    expect(areApart({ money: 3e6, currency: "USD" }, { money: 3e7, currency: "USD" })).toBe(true);
    expect(areApart({ money: 3e6, currency: "USD" }, { money: 4e6, currency: "GBP" })).toBe(false);
    expect(areApart({ number: 3, unit: "banks" }, { number: 3, unit: "banks" })).toBe(false);
  });
});

/** A small random world: groups that overlap at random, and facts about who was held responsible for what. */
const worlds = fc.record({
  overlaps: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 6 }),
  facts: fc.array(fc.record({ subject: fc.nat(4), object: fc.nat(7), isPositive: fc.boolean(), relation: fc.constantFrom("attributed-to", "targets", "impersonates"), complete: fc.constantFrom("objects", "both", undefined) }), { minLength: 1, maxLength: 14 }),
});

test("nothing that is true in a knowledge base, or overlaps with it, is ever proven false", () => {
  const relations = vocabularyRelations();
  fc.assert(fc.property(worlds, ({ overlaps, facts }) => {
    const entities = Array.from({ length: 8 }, (_, i): Entity => ({ id: `g${i}`, type: "identity", name: `Group ${i}`, aliases: [], overlaps: overlaps.filter(([from]) => from === i).map(([, to]) => `g${to}`) }));
    const incidents = Array.from({ length: 5 }, (_, i) => ({ id: `i${i}`, label: `incident ${i}`, topics: [], sources: [] }));
    const given = facts.map((each, i): Fact => ({ id: `f${i}`, incident: "i0", subject: `i${each.subject}`, object: `g${each.object}`, relation: each.relation, polarity: each.isPositive ? "positive" : "negative", modality: "asserted", asserted_by: "g0", evidence: [], ...(each.complete ? { complete: each.complete } : {}) }));
    const knowledge = buildKnowledge({ entities, relations, facts: given, incidents });

    for (const asked of given.filter(({ polarity }) => polarity === "positive")) for (const candidate of entities) {
      const truths = given.filter((other) => other.polarity === "positive" && other.subject === asked.subject && other.relation === asked.relation).map(({ object }) => object as string);
      const touches = truths.some((id) => id === candidate.id || entities.find((entity) => entity.id === id)!.overlaps.includes(candidate.id) || candidate.overlaps.includes(id));
      if (touches) expect(objectProver(knowledge, asked)(candidate.id)).toBeUndefined();
    }
  }));
});
