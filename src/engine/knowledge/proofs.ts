import { areDisjoint, parseEdtf } from "../../lib/edtf.ts";
import type { Proof } from "../questions/question.ts";
import { nearTo } from "./bans.ts";
import { isEntityObject, type Fact, type Value } from "./fact.ts";
import { isIn, type IdSet } from "./id-set.ts";
import { entityOf, factsAbout, factsOf, relationOf, type Knowledge, type Known } from "./knowledge.ts";
import type { Relation } from "./relation.ts";
import { isDoubted } from "./standing.ts";
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
 * A fact in doubt proves nothing, and bans all the same. Bans come before proofs: whatever is, or may be, true under any source is never false. The world is open: that a fact is not known proves nothing.
 *
 * P1 the relation has one object (per source) and it is another; P2 a thing does not stand in an irreflexive relation to itself;
 * P3 a negative fact says so; P4 the source's list of objects is complete; P5 values that have nothing in common (`areApart`).
 */
export function objectProver(knowledge: Knowledge, fact: Fact): Prover {
  if (!isEntityObject(fact.object) || isDoubted(fact)) return NEVER;
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
  if (!isEntityObject(object) || isDoubted(fact)) return NEVER;
  const { cardinality, irreflexive } = relationOf(knowledge, fact);
  const possible = possibleSubjects(knowledge, fact, entityOf(knowledge, object));
  const same = Uint32Array.from(nearTo(knowledge, entityOf(knowledge, fact.subject).number)).sort();
  const denials = knowledge.denials.of.get(fact.relation)?.get(object);
  const general = isClosed(fact, "subjects") ? "P4" : undefined;
  return (candidate) => {
    if (isAmong(knowledge, possible, candidate) || isAmong(knowledge, same, candidate)) return undefined;
    if (irreflexive && candidate.id === object) return "P2";
    if (denials?.some((denial) => denial.subject === candidate.id)) return "P3";
    return cardinality !== "many" && factsAbout(knowledge, candidate.id, fact.relation).some((own) => isOnly(own, fact, cardinality)) ? "P1" : general;
  };
}

/** Whether a candidate's own fact leaves it no other object, as far as the source of the fact that is asked goes. */
function isOnly(own: Fact, fact: Fact, cardinality: Relation["cardinality"]): boolean {
  return own.polarity === "positive" && !isDoubted(own) && (cardinality === "one" || own.asserted_by === fact.asserted_by);
}

/** The facts beyond the one that is asked that a proof rests on: the candidate's own object (P1 of a subject), the denial (P3). */
export function groundsOf(knowledge: Knowledge, fact: Fact, slot: "subject" | "object", candidate: string, proof: Proof): readonly Fact[] {
  const other = slot === "subject" ? fact.object : fact.subject;
  const said = slot === "subject" ? factsAbout(knowledge, candidate, fact.relation) : factsOf(knowledge, fact.relation, candidate);
  if (proof === "P3") return said.filter((each) => each.polarity === "negative" && !isDoubted(each) && each[slot === "subject" ? "object" : "subject"] === other).slice(0, 1);
  return proof === "P1" && slot === "subject" ? said.filter((own) => isOnly(own, fact, relationOf(knowledge, fact).cardinality)).slice(0, 1) : [];
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
