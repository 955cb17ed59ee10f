import { pick, shuffled, type Random } from "../../lib/random.ts";
import type { Entity } from "../knowledge/entity.ts";
import type { Fact } from "../knowledge/fact.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import { entityOf, factsOf, relationOf, type Knowledge, type Known } from "../knowledge/knowledge.ts";
import { objectProver, subjectProver } from "../knowledge/proofs.ts";
import type { Relation } from "../knowledge/relation.ts";
import type { Proof } from "../questions/question.ts";
import { isAtHome, nearnessOf, temptationOf } from "./plausibility.ts";
import { poolName, type Pool, type Slot } from "./pools.ts";
import { similarity } from "./similarity.ts";
import type { Workshop } from "./workshop.ts";

/**
 * An entity that is proven not to fit. `frequency` is how often it is a key of such questions: 0 where it only is of the same kind.
 * `against` is the fact that it does not fit, which matters where two are asked; `temptation` is how much it would draw somebody who half knows the answer (plausibility.ts).
 */
export interface Candidate { entity: Known; proof: Proof; likeness: number; temptation: number; frequency: number; against: Fact }

/** What a candidate must not fit: the fact, or at least one of two; and the words that ask for it, where they are known. */
export interface Gap { fact: Fact; slot: Slot; also?: Fact | undefined; stem?: string | undefined }

const NONE: Pool = { occurrences: [], members: [], frequency: new Map() };
/** A pool up to this size is looked at as a whole; a larger one is sampled, so that the work for a question does not grow with the knowledge. */
const SMALL = 24;
const DRAWN = 9;
const KIN = 16;
const ALIKE = 5;
const PARTIAL = 4;
/** With fewer of the sector of the key, or of one beside it, entities of the same kind that were never a key are looked at too. */
const TOO_FEW = 6;
/** From so many on, nothing that is far from the key stands beside it: three options that tempt are better than four. */
const ENOUGH = 2;

export function poolOf({ knowledge, pools }: Workshop, fact: Fact, slot: Slot, key: Entity): Pool {
  return pools.get(poolName(knowledge, fact, slot, key)) ?? NONE;
}

/** Entities that cannot stand in the slot, each with its proof. */
export function candidatesFor(workshop: Workshop, gap: Gap, key: Known, pool: Pool, random: Random): Candidate[] {
  const { knowledge } = workshop;
  const isListed = knowledge.collections.has(gap.fact.incident);
  const looked = pool.members.length <= SMALL ? pool.members : sampleOf(workshop, pool, key, random, [...fittingOne(knowledge, gap), ...(isListed ? [] : someKin(knowledge, gap, pool, key, random))]);
  const found = proven(workshop, gap, key, looked, pool);
  return isListed ? found : nearest(workshop, gap, key, pool, found);
}

/** Those of the sector of the key, or of one beside it, that the incident could have met, wherever there are enough of them; else at least what it could have met. */
function nearest(workshop: Workshop, gap: Gap, key: Known, pool: Pool, found: readonly Candidate[]): Candidate[] {
  const { knowledge } = workshop;
  const relation = relationOf(knowledge, gap.fact);
  const isFitting = ({ entity }: Candidate) => isAtHome(knowledge, gap.fact.incident, entity);
  const isNear = (candidate: Candidate) => isKin(relation, key, candidate.entity) && isFitting(candidate);
  const near = found.filter(isNear);
  if (near.length >= TOO_FEW) return near;
  const others = (knowledge.entitiesByType.get(key.type) ?? []).filter((entity) => !pool.frequency.has(entity.number) && isOfAKind(relation, key, entity));
  const all = [...found, ...proven(workshop, gap, key, others, pool)];
  return [all.filter(isNear), all.filter(isFitting)].find(({ length }) => length >= ENOUGH) ?? all;
}

function isKin(relation: Relation, key: Entity, entity: Entity): boolean {
  if (key.sector === undefined) return true;
  const nearness = nearnessOf(relation, key, entity);
  return nearness === "same" || nearness === "beside";
}

/** After the `first`, some that come up as often as they are keys, and some that share a mark with the key; each once. */
function sampleOf({ knowledge, features }: Workshop, pool: Pool, key: Known, random: Random, first: readonly Known[]): Known[] {
  const drawn: Known[] = [];
  const add = (entity: Known) => { if (!drawn.includes(entity)) drawn.push(entity); };
  first.forEach(add);
  for (let i = 0; i < DRAWN; i++) add(pick(pool.occurrences, random)!);
  const marks = features.marks[key.number] ?? [];
  for (let i = 0; i < ALIKE && marks.length > 0; i++) {
    const bearer = pick(features.bearers[marks[Math.floor(random() * marks.length)]!]!, random)!;
    if (pool.frequency.has(bearer)) add(knowledge.all[bearer]!);
  }
  return drawn;
}

/** Some that fit one of two facts: they are the ones that tempt. */
function fittingOne(knowledge: Knowledge, { fact, also }: Gap): Known[] {
  return also ? [fact, also].flatMap(({ relation, object }) => factsOf(knowledge, relation, object as string).slice(0, PARTIAL).map(({ subject }) => entityOf(knowledge, subject))) : [];
}

/** Some of the sector of the key, or of one beside it, that the incident could have met; with few of them, others that it could have met. */
function someKin(knowledge: Knowledge, { fact }: Gap, pool: Pool, key: Entity, random: Random): Known[] {
  if (key.sector === undefined) return [];
  const relation = relationOf(knowledge, fact);
  const fitting = shuffled(pool.members.filter((entity) => isAtHome(knowledge, fact.incident, entity)), random);
  const kin = fitting.filter((entity) => isKin(relation, key, entity));
  return [...kin.slice(0, KIN), ...(kin.length < KIN ? fitting.filter((entity) => !kin.includes(entity)).slice(0, KIN - kin.length) : [])];
}

function proven({ knowledge, features }: Workshop, gap: Gap, key: Known, looked: readonly Known[], pool: Pool): Candidate[] {
  const { fact, slot, also } = gap;
  const proverOf = slot === "subject" ? subjectProver : objectProver;
  const provers = [fact, ...(also ? [also] : [])].map((against) => ({ against, prove: proverOf(knowledge, against) }));
  const candidates: Candidate[] = [];
  const [year, spoken] = [knowledge.years.get(fact.incident), yearTold(gap)];
  for (const entity of looked) {
    const { id, number } = entity;
    if (entity === key || id === fact.subject || id === fact.asserted_by || id === fact.object || entity.class !== key.class || entity.type !== key.type || isAfter(entity.since, year) || isAfter(entity.since ?? knowledge.years.get(id), spoken)) continue;
    for (const { against, prove } of provers) {
      const proof = prove(entity);
      if (!proof) continue;
      candidates.push({ entity, proof, likeness: similarity(features, key.number, number), temptation: temptationOf(knowledge, fact, slot, key, entity), frequency: pool.frequency.get(number) ?? 0, against });
      break;
    }
  }
  return candidates;
}

/** The year in which the source spoke, where the words that ask for a subject tell it: whatever was still to come cannot be meant. */
function yearTold({ fact: { said = "" }, slot, stem }: Gap): string | undefined {
  const year = parseEdtf(said)?.to.slice(0, 4);
  return slot === "subject" && year && stem?.includes(year) ? year : undefined;
}

/** Nobody is tempted by what did not exist when the incident happened, or when somebody spoke of it. */
function isAfter(since: string | undefined, year: string | undefined): boolean {
  return since !== undefined && year !== undefined && since > year;
}

const SORTED_BY_ROLE = new Set(["identity", "threat-actor", "category", "infrastructure", "attack-pattern", "impact", "course-of-action", "objective"]);

/** Beside what has a sector stands only what has had the same part elsewhere, or is of that sector or of one beside it; entities of these types come in all sorts, and need one. */
function isOfAKind(relation: Relation, key: Entity, entity: Entity): boolean {
  return entity.class === key.class && (key.sector === undefined ? !SORTED_BY_ROLE.has(key.type) : isKin(relation, key, entity));
}
