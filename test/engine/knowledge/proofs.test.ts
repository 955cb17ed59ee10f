import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { proveObjectFalse, proveSubjectFalse } from "../../../src/engine/knowledge/proofs.ts";
import { buildKnowledge, entityOf } from "../../../src/engine/knowledge/knowledge.ts";
import type { Entity } from "../../../src/engine/knowledge/entity.ts";
import type { Fact } from "../../../src/engine/knowledge/fact.ts";
import { GROUPS, incidentFile, knowledgeOf, TOOK_OVER, vocabularyRelations } from "../../support/knowledge.ts";

const turla = (facts = TOOK_OVER) => {
  const knowledge = knowledgeOf({ "entities/groups.yaml": GROUPS, "incidents/2019-turla.yaml": incidentFile(facts) });
  return { fact: knowledge.facts[0]!, against: (id: string) => proveObjectFalse(knowledge, knowledge.facts[0]!, entityOf(knowledge, id)), asSubject: (id: string) => proveSubjectFalse(knowledge, knowledge.facts[0]!, entityOf(knowledge, id)) };
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
      if (touches) expect(proveObjectFalse(knowledge, asked, candidate)).toBeUndefined();
    }
  }));
});
