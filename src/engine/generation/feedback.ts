import { capitalise } from "../../lib/text.ts";
import type { Entity } from "../knowledge/entity.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, relationOf, type Knowledge } from "../knowledge/knowledge.ts";
import type { Proof } from "../questions/question.ts";
import type { Slot } from "./distractors.ts";
import { fill, fillInside } from "./wording.ts";

/** Why a wrong option is wrong: what is known of it first, then what rules it out. */
export function reasonAgainst(knowledge: Knowledge, fact: Fact, slot: Slot, candidate: Entity, proof: Proof): string {
  return [whatIsKnown(knowledge, fact, slot, candidate), proof === "P3" ? whoDenies(knowledge, fact, slot, candidate) : whatRulesItOut(knowledge, fact, slot, proof)].filter(Boolean).join(" ");
}

/** The denial may come from another source than the fact that is asked. */
function whoDenies(knowledge: Knowledge, fact: Fact, slot: Slot, candidate: Entity): string {
  const same = slot === "object" ? (other: Fact) => other.subject === fact.subject && other.object === candidate.id : (other: Fact) => other.object === fact.object && other.subject === candidate.id;
  const denial = knowledge.facts.find((other) => other.polarity === "negative" && other.relation === fact.relation && same(other));
  return `${capitalise(entityOf(knowledge, (denial ?? fact).asserted_by).name)} said expressly that this was not so.`;
}

/** Where the candidate does belong; else one sentence about it. */
function whatIsKnown(knowledge: Knowledge, fact: Fact, slot: Slot, candidate: Entity): string | undefined {
  const elsewhere = knowledge.facts.find((other) => other.relation === fact.relation && other.polarity === "positive" && other[slot] === candidate.id);
  if (!elsewhere) return candidate.about;
  const { truth } = relationOf(knowledge, elsewhere);
  return slot === "object" ? `That belongs to another incident: ${fillInside(knowledge, truth, elsewhere)}` : fill(knowledge, truth, elsewhere);
}

function whatRulesItOut(knowledge: Knowledge, fact: Fact, slot: Slot, proof: Proof): string | undefined {
  const by = capitalise(entityOf(knowledge, fact.asserted_by).name);
  if (proof === "P4") return `${by} did not name it here.`;
  if (slot === "object" && isEntityObject(fact.object)) return `${by} named ${entityOf(knowledge, fact.object).name}.`;
  return proof === "P2" ? "It cannot stand on both sides of this." : undefined;
}
