import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entity } from "../../../src/engine/knowledge/entity.ts";
import type { Fact } from "../../../src/engine/knowledge/fact.ts";
import { buildKnowledge, entityOf } from "../../../src/engine/knowledge/knowledge.ts";
import { featuresOf, similarity } from "../../../src/engine/generation/similarity.ts";
import { vocabularyRelations } from "../../support/knowledge.ts";

const entity = (id: string, type: Entity["type"]): Entity => ({ id, type, name: id, aliases: [], overlaps: [] });
const uses = (subject: string, object: string): Fact => ({ id: `${subject} ${object}`, subject, relation: "uses", object, incident: "set", polarity: "positive", modality: "asserted", asserted_by: "one", evidence: [] });

/** How alike two groups are that use these techniques, and how alike by counting. */
function likenessOf(ones: readonly number[], others: readonly number[]): [number, number] {
  const techniques = [...new Set([...ones, ...others])].map((n) => entity(`technique-${n}`, "attack-pattern"));
  const facts = [...new Set(ones)].map((n) => uses("one", `technique-${n}`)).concat([...new Set(others)].map((n) => uses("other", `technique-${n}`)));
  const knowledge = buildKnowledge({ entities: [entity("one", "intrusion-set"), entity("other", "intrusion-set"), ...techniques], relations: vocabularyRelations(), facts, incidents: [] });
  const features = featuresOf(knowledge);
  const [a, b] = ["one", "other"].map((id) => entityOf(knowledge, id).number) as [number, number];
  const [left, right] = [new Set(features.marks[a]), new Set(features.marks[b])];
  const shared = [...left].filter((mark) => right.has(mark)).length;
  return [similarity(features, a, b), shared / (left.size + right.size - shared)];
}

describe("how alike two entities are", () => {
  const few = fc.array(fc.nat(60), { minLength: 1, maxLength: 60 });

  test("is what they share of all that either has", () => {
    fc.assert(fc.property(few, few, (ones, others) => {
      const [found, counted] = likenessOf(ones, others);
      expect(found).toBeCloseTo(counted, 12);
    }), { numRuns: 40 });
  });

  test("is estimated within a tenth and a half where they have very much", () => {
    for (const shared of [0, 100, 300, 900]) {
      const [found, counted] = likenessOf(Array.from({ length: 1000 }, (_, n) => n), Array.from({ length: 1000 }, (_, n) => n + 1000 - shared));
      expect(Math.abs(found - counted)).toBeLessThan(0.15);
    }
  });
});
