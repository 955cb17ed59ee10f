import { nearTo, numbersOf, relatedTo } from "./bans.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import { collect, type IdSet } from "./id-set.ts";
import { entityOf, factsAbout, relationOf, type Knowledge, type Known } from "./knowledge.ts";
import { backwards, linksOf, walk } from "./links.ts";
import { isDoubted } from "./standing.ts";

const ACTORS = new Set(["intrusion-set", "threat-actor"]);

/**
 * Everything that is, or may be, an object of (fact.subject, fact.relation) under any source and modality: what is said of the subject, or of what
 * may be the same, under the relation or a near one, what its paths lead to, what is banned, what is declared to overlap with the incident that it is about,
 * and all that is too close to any of these. None of them is ever a distractor.
 */
export function possibleObjects(knowledge: Knowledge, fact: Fact): IdSet {
  const subject = entityOf(knowledge, fact.subject).number;
  const known = objectsIn(knowledge, fact);
  return (known[subject] ??= workOutObjects(knowledge, fact, subject));
}

/** The same for subjects of (fact.relation, fact.object). */
export function possibleSubjects(knowledge: Knowledge, fact: Fact, object: Known): IdSet {
  let known = knowledge.memo.subjects.get(fact.relation);
  if (!known) knowledge.memo.subjects.set(fact.relation, (known = []));
  return (known[object.number] ??= workOutSubjects(knowledge, fact, object.number));
}

function objectsIn({ memo }: Knowledge, { relation, incident }: Fact): IdSet[] {
  let byIncident = memo.objects.get(relation);
  if (!byIncident) memo.objects.set(relation, (byIncident = new Map<string, IdSet[]>()));
  let known = byIncident.get(incident);
  if (!known) byIncident.set(incident, (known = []));
  return known;
}

function workOutObjects(knowledge: Knowledge, fact: Fact, subject: number): IdSet {
  const relation = relationOf(knowledge, fact);
  const relations = [relation.id, ...relation.near];
  const alike = nearTo(knowledge, subject);
  return everythingNear(knowledge, (add) => {
    for (const id of relations) for (const other of alike) linksOf(knowledge, id).objects[other]?.forEach(add);
    for (const object of objectsOfIncident(knowledge, fact, relations)) add(object);
    for (const path of relation.through) walk(knowledge, [subject], path.split(" ")).forEach(add);
    if (isIncident(knowledge, subject)) for (const other of alike) if (other !== subject) add(other);
    numbersOf(knowledge, relation.banned).forEach(add);
  });
}

function workOutSubjects(knowledge: Knowledge, fact: Fact, object: number): IdSet {
  const relation = relationOf(knowledge, fact);
  const alike = nearTo(knowledge, object);
  return everythingNear(knowledge, (add) => {
    for (const id of [relation.id, ...relation.near]) for (const other of alike) linksOf(knowledge, id).subjects[other]?.forEach(add);
    for (const path of relation.through) walk(knowledge, alike, backwards(path)).forEach(add);
    for (const other of alike) if (other !== object && isIncident(knowledge, other)) add(other);
    numbersOf(knowledge, relation.banned).forEach(add);
  });
}

function isIncident({ all }: Knowledge, number: number): boolean {
  return all[number]!.type === "incident";
}

/** What is said of the incident as a whole holds for what is told in it; and what is told in it may hold for the incident. */
function objectsOfIncident(knowledge: Knowledge, { subject, incident }: Fact, relations: readonly string[]): number[] {
  const told = subject === incident ? (knowledge.byIncident.get(incident) ?? []).filter(({ relation }) => relations.includes(relation))
    : isBystander(knowledge, subject, incident) ? [] : relations.flatMap((relation) => factsAbout(knowledge, incident, relation));
  return numbersOf(knowledge, told.filter(isPositive).map(({ object }) => object).filter(isEntityObject));
}

/** An actor whom nobody holds responsible for an incident that others are held responsible for, beyond doubt: what is said of the incident is not said of it. */
function isBystander(knowledge: Knowledge, actor: string, incident: string): boolean {
  if (knowledge.collections.has(incident) || !ACTORS.has(entityOf(knowledge, actor).type)) return false;
  const responsible = factsAbout(knowledge, incident, "attributed-to").filter(isPositive);
  const same = relatedTo(knowledge, actor);
  return responsible.some((fact) => !isDoubted(fact)) && responsible.every(({ object }) => !same.has(object as string));
}

/** What `tell` adds, and all that is too close to it. */
function everythingNear(knowledge: Knowledge, tell: (add: (number: number) => void) => void): IdSet {
  const { marks } = knowledge.memo;
  const said = collect(marks, tell);
  return Uint32Array.from(collect(marks, (add) => { for (const number of said) nearTo(knowledge, number).forEach(add); })).sort();
}

function isPositive({ polarity }: Fact): boolean {
  return polarity === "positive";
}
