import type { Proof } from "../questions/question.ts";
import { areRelated } from "./bans.ts";
import type { Entity } from "./entity.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import { entityOf, factsAbout, relationOf, type Knowledge } from "./knowledge.ts";

/**
 * Why `candidate` cannot be an object of (fact.subject, fact.relation) where the stem names the source; undefined when nothing proves it.
 * Bans come before proofs: whatever is, or may be, true under any source is never false. The world is open: that a fact is not known proves nothing.
 *
 * P1 the relation has one object (per source) and it is another; P2 a thing does not stand in an irreflexive relation to itself;
 * P3 a negative fact says so; P4 the source's list of objects is complete. (P5, for dates and figures, is in generation/figures.ts.)
 */
export function proveObjectFalse(knowledge: Knowledge, fact: Fact, candidate: Entity): Proof | undefined {
  const relation = relationOf(knowledge, fact);
  const known = factsAbout(knowledge, fact.subject, fact.relation);
  if (trueObjects([...known, ...nearFacts(knowledge, fact)]).some((id) => areRelated(knowledge, entityOf(knowledge, id), candidate))) return undefined;
  if (relation.irreflexive && candidate.id === fact.subject) return "P2";
  if (known.some((other) => other.polarity === "negative" && other.object === candidate.id)) return "P3";
  if (relation.cardinality !== "many") return "P1";
  return isClosed(fact, "objects") ? "P4" : undefined;
}

/**
 * Why `candidate` cannot be a subject of (fact.relation, fact.object); undefined when nothing proves it.
 * P1 needs the candidate to have an object of its own that excludes this one.
 */
export function proveSubjectFalse(knowledge: Knowledge, fact: Fact, candidate: Entity): Proof | undefined {
  if (!isEntityObject(fact.object) || isTrueSubject(knowledge, fact, fact.object, candidate)) return undefined;
  const relation = relationOf(knowledge, fact);
  const known = factsAbout(knowledge, candidate.id, fact.relation);
  if (relation.irreflexive && candidate.id === fact.object) return "P2";
  if (known.some((other) => other.polarity === "negative" && other.object === fact.object)) return "P3";
  if (relation.cardinality !== "many" && trueObjects(known).length > 0) return "P1";
  return isClosed(fact, "subjects") ? "P4" : undefined;
}

/** Whether the candidate, or what may be the same, is known to stand in this relation to the object or to what may be the same. */
function isTrueSubject(knowledge: Knowledge, fact: Fact, object: string, candidate: Entity): boolean {
  const right = entityOf(knowledge, object);
  if (areRelated(knowledge, entityOf(knowledge, fact.subject), candidate)) return true;
  if (trueObjects(factsAbout(knowledge, candidate.id, fact.relation)).some((id) => areRelated(knowledge, entityOf(knowledge, id), right))) return true;
  const subjects = (knowledge.of.get(`${fact.relation} ${object}`) ?? []).filter((other) => other.polarity === "positive").map((other) => other.subject);
  return subjects.some((id) => areRelated(knowledge, entityOf(knowledge, id), candidate));
}

/** What is said of the same incident under this relation or a near one: of the same subject, or of the incident as a whole. */
function nearFacts(knowledge: Knowledge, fact: Fact): Fact[] {
  const { near } = relationOf(knowledge, fact);
  const isWhole = (one: Fact) => one.subject === one.incident;
  return knowledge.byIncident.get(fact.incident)?.filter((other) => (other.relation === fact.relation || near.includes(other.relation)) && (other.subject === fact.subject || isWhole(other) || isWhole(fact))) ?? [];
}

/** Entities that some source says are objects, under any modality. */
function trueObjects(facts: readonly Fact[]): string[] {
  return facts.filter((fact) => fact.polarity === "positive").map((fact) => fact.object).filter(isEntityObject);
}

function isClosed(fact: Fact, list: "objects" | "subjects"): boolean {
  return fact.complete === list || fact.complete === "both";
}
