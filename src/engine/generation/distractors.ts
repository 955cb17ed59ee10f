import { randomFrom } from "../../lib/random.ts";
import { areRelated } from "../knowledge/bans.ts";
import type { Entity } from "../knowledge/entity.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, type Knowledge } from "../knowledge/knowledge.ts";
import { proveObjectFalse, proveSubjectFalse } from "../knowledge/proofs.ts";
import type { Proof } from "../questions/question.ts";
import { reasonAgainst } from "./feedback.ts";
import { namesKey } from "./leaks.ts";
import { similarity } from "./similarity.ts";
import type { Workshop } from "./workshop.ts";

export type Slot = "subject" | "object";
/** `hasRole`: it fills the same slot of the same relation in another incident, so it is the kind of answer that the stem asks for. */
export interface Distractor { entity: Entity; proof: Proof; feedback: string; likeness: number; hasRole: boolean }

/** The entity that stands in the slot; undefined for dates and figures. */
export function keyOf(knowledge: Knowledge, fact: Fact, slot: Slot): Entity | undefined {
  if (slot === "subject") return entityOf(knowledge, fact.subject);
  return isEntityObject(fact.object) ? entityOf(knowledge, fact.object) : undefined;
}

/**
 * At most `count` entities that are proven not to fit the slot, the most tempting first: alike in what is known of them, in length, and
 * not offered too often elsewhere. The same seed gives the same choice. Fewer come back where fewer can be proven.
 */
export function chooseDistractors(workshop: Workshop, fact: Fact, slot: Slot, stem: string, count: number): Distractor[] {
  const key = keyOf(workshop.knowledge, fact, slot);
  if (!key) return [];
  const ranked = provenFalse(workshop, fact, slot, key, stem).map((distractor) => ({ distractor, rank: rankOf(workshop, key, distractor, `${workshop.seed} ${fact.id} ${slot}`) })).sort((a, b) => b.rank - a.rank);
  const chosen: Distractor[] = [];
  for (const { distractor } of ranked) {
    if (chosen.length === count) break;
    if (!chosen.some(({ entity }) => areRelated(workshop.knowledge, entity, distractor.entity))) chosen.push(distractor);
  }
  for (const { entity } of chosen) workshop.offered.set(entity.id, (workshop.offered.get(entity.id) ?? 0) + 1);
  return chosen;
}

function provenFalse({ knowledge, features }: Workshop, fact: Fact, slot: Slot, key: Entity, stem: string): Distractor[] {
  const prove = slot === "subject" ? proveSubjectFalse : proveObjectFalse;
  const alike = (knowledge.entitiesByType.get(key.type) ?? []).filter((entity) => entity.class === key.class && entity.id !== fact.subject && entity.id !== fact.asserted_by && !namesKey(stem, entity));
  const inRole = rolesLike(knowledge, fact, slot);
  return alike.flatMap((entity) => {
    const proof = prove(knowledge, fact, entity);
    const hasRole = inRole.has(entity.id);
    return proof && isPlausible(key, entity, hasRole) ? [{ entity, proof, feedback: reasonAgainst(knowledge, fact, slot, entity, proof), likeness: similarity(features, key.id, entity.id), hasRole }] : [];
  });
}

/** What fills the slot in other facts of the relation, where the other end is of the same type: an attack is characterised otherwise than a program. */
function rolesLike(knowledge: Knowledge, fact: Fact, slot: Slot): Set<unknown> {
  const typeOfOther = (each: Fact) => { const other = slot === "object" ? each.subject : each.object; return isEntityObject(other) ? entityOf(knowledge, other).type : ""; };
  return new Set(knowledge.facts.filter((other) => other.relation === fact.relation && typeOfOther(other) === typeOfOther(fact)).map((other) => other[slot]));
}

const SORTED_BY_ROLE = new Set(["identity", "threat-actor", "category", "infrastructure", "impact", "course-of-action", "objective"]);

/** These come in all sorts: beside one of them stands only what has had the same part elsewhere, or is of the same sector. */
function isPlausible(key: Entity, entity: Entity, hasRole: boolean): boolean {
  return hasRole || !SORTED_BY_ROLE.has(key.type) || (key.sector !== undefined && key.sector === entity.sector);
}

function rankOf({ offered }: Workshop, key: Entity, { entity, likeness, hasRole }: Distractor, seed: string): number {
  const lengths = [key.name.length, entity.name.length];
  const closeness = Math.min(...lengths) / Math.max(...lengths);
  return (hasRole ? 1.5 : 0) + sectorFit(key, entity) + 2 * likeness + closeness - 0.12 * (offered.get(entity.id) ?? 0) + 0.3 * randomFrom(`${seed} ${entity.id}`)();
}

/** A hospital is no tempting answer where an authority is asked for. */
function sectorFit(key: Entity, entity: Entity): number {
  if (!key.sector || !entity.sector) return 0;
  return key.sector === entity.sector ? 0.8 : -0.8;
}
