import { areDisjoint, parseEdtf } from "../../lib/edtf.ts";
import type { Proof } from "../questions/question.ts";
import { nearTo } from "./bans.ts";
import { isEntityObject, type Fact, type Value } from "./fact.ts";
import { isIn, type IdSet } from "./id-set.ts";
import { entityOf, factsAbout, relationOf, type Knowledge, type Known } from "./knowledge.ts";
import { possibleObjects, possibleSubjects } from "./truths.ts";

/** Why an entity cannot stand in a slot; undefined when nothing proves it. */
export type Prover = (candidate: Known) => Proof | undefined;

const NEVER: Prover = () => undefined;

/** Whether the candidate, or anything else that its name may mean, is among these. */
function isAmong({ namesakes }: Knowledge, set: IdSet, { number }: Known): boolean {
  return isIn(set, number) || (namesakes.size > 0 && (namesakes.get(number)?.some((other) => isIn(set, other)) ?? false));
}

/**
 * Proves that entities cannot be objects of (fact.subject, fact.relation) where the stem names the source.
 * Bans come before proofs: whatever is, or may be, true under any source is never false. The world is open: that a fact is not known proves nothing.
 *
 * P1 the relation has one object (per source) and it is another; P2 a thing does not stand in an irreflexive relation to itself;
 * P3 a negative fact says so; P4 the source's list of objects is complete; P5 values that have nothing in common (`areApart`).
 */
export function objectProver(knowledge: Knowledge, fact: Fact): Prover {
  if (!isEntityObject(fact.object)) return NEVER;
  const relation = relationOf(knowledge, fact);
  const possible = possibleObjects(knowledge, fact);
  const denials = knowledge.denials.about.get(fact.relation)?.get(fact.subject);
  const isFunctional = relation.cardinality !== "many" && fact.polarity === "positive";
  const general = isFunctional ? "P1" : isClosed(fact, "objects") && relation.cardinality === "many" ? "P4" : undefined;
  return (candidate) => {
    if (isAmong(knowledge, possible, candidate)) return undefined;
    if (relation.irreflexive && candidate.id === fact.subject) return "P2";
    return denials?.some((denial) => denial.object === candidate.id) ? "P3" : general;
  };
}

/**
 * Proves that entities cannot be subjects of (fact.relation, fact.object).
 * P1 needs the candidate to have an object of its own, from the same source where sources may differ, that excludes this one.
 */
export function subjectProver(knowledge: Knowledge, fact: Fact): Prover {
  const { object } = fact;
  if (!isEntityObject(object)) return NEVER;
  const { cardinality, irreflexive } = relationOf(knowledge, fact);
  const possible = possibleSubjects(knowledge, fact, entityOf(knowledge, object));
  const same = Uint32Array.from(nearTo(knowledge, entityOf(knowledge, fact.subject).number)).sort();
  const denials = knowledge.denials.of.get(fact.relation)?.get(object);
  const isOnly = (own: Fact) => own.polarity === "positive" && (cardinality === "one" || own.asserted_by === fact.asserted_by);
  const general = isClosed(fact, "subjects") ? "P4" : undefined;
  return (candidate) => {
    if (isAmong(knowledge, possible, candidate) || isAmong(knowledge, same, candidate)) return undefined;
    if (irreflexive && candidate.id === object) return "P2";
    if (denials?.some((denial) => denial.subject === candidate.id)) return "P3";
    return cardinality !== "many" && factsAbout(knowledge, candidate.id, fact.relation).some(isOnly) ? "P1" : general;
  };
}

/** P5: two dates, sums or counts have nothing in common. Bounds such as "more than" stand in the stem; bare figures differ or are the same. */
export function areApart(a: Value, b: Value): boolean {
  if ("date" in a && "date" in b) return areDisjoint(parseEdtf(a.date)!, parseEdtf(b.date)!);
  if ("money" in a && "money" in b) return a.currency === b.currency && a.money !== b.money;
  return "number" in a && "number" in b && a.number !== b.number;
}

function isClosed(fact: Fact, list: "objects" | "subjects"): boolean {
  return fact.complete === list || fact.complete === "both";
}
