import { relatedTo } from "./bans.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import { isDoubted } from "./standing.ts";
import { entityOf, factsAbout, factsOf, relationOf, remembered, type Knowledge } from "./knowledge.ts";

const ACTORS = new Set(["intrusion-set", "threat-actor"]);

/**
 * Ids of everything that is, or may be, an object of (fact.subject, fact.relation) under any source and modality: what is said of the subject, or of what
 * may be the same, under the relation or a near one, what its paths lead to, what is banned, and all that is too close to any of these. None of them is ever a distractor.
 */
export function possibleObjects(knowledge: Knowledge, fact: Fact): ReadonlySet<string> {
  return remembered(knowledge, `objects ${fact.relation} ${fact.incident}`, fact.subject, () => {
    const relation = relationOf(knowledge, fact);
    const relations = [relation.id, ...relation.near];
    const alike = [...relatedTo(knowledge, fact.subject)].flatMap((subject) => relations.flatMap((id) => factsAbout(knowledge, subject, id)));
    const said = [...alike, ...factsOfIncident(knowledge, fact, relations)].filter(isPositive).map(({ object }) => object).filter(isEntityObject);
    const reached = relation.through.flatMap((path) => [...walk(knowledge, [fact.subject], path.split(" "))]);
    return withRelated(knowledge, [...said, ...reached, ...relation.banned]);
  });
}

/** The same for subjects of (fact.relation, fact.object). */
export function possibleSubjects(knowledge: Knowledge, fact: Fact, object: string): ReadonlySet<string> {
  return remembered(knowledge, `subjects ${fact.relation}`, object, () => {
    const relation = relationOf(knowledge, fact);
    const alike = [...relatedTo(knowledge, object)];
    const said = [relation.id, ...relation.near].flatMap((id) => alike.flatMap((other) => factsOf(knowledge, id, other).filter(isPositive).map(({ subject }) => subject)));
    const reached = relation.through.flatMap((path) => [...walk(knowledge, alike, backwards(path))]);
    return withRelated(knowledge, [...said, ...reached, ...relation.banned]);
  });
}

/** What is said of the incident as a whole holds for what is told in it; and what is told in it may hold for the incident. */
function factsOfIncident(knowledge: Knowledge, { subject, incident }: Fact, relations: readonly string[]): readonly Fact[] {
  if (subject === incident) return (knowledge.byIncident.get(incident) ?? []).filter(({ relation }) => relations.includes(relation));
  return isBystander(knowledge, subject, incident) ? [] : relations.flatMap((relation) => factsAbout(knowledge, incident, relation));
}

/** An actor whom nobody holds responsible for an incident that others are held responsible for, beyond doubt: what is said of the incident is not said of it. */
function isBystander(knowledge: Knowledge, actor: string, incident: string): boolean {
  if (knowledge.collections.has(incident) || !ACTORS.has(entityOf(knowledge, actor).type)) return false;
  const responsible = factsAbout(knowledge, incident, "attributed-to").filter(isPositive);
  const same = relatedTo(knowledge, actor);
  return responsible.some((fact) => !isDoubted(fact)) && responsible.every(({ object }) => !same.has(object as string));
}

/** The ids that a path of relations leads to; "^uses" walks from the object to the subjects. */
function walk(knowledge: Knowledge, from: readonly string[], path: readonly string[]): Set<string> {
  let reached = new Set(from);
  for (const step of path) {
    const next = new Set<string>();
    for (const id of reached) for (const fact of step.startsWith("^") ? factsOf(knowledge, step.slice(1), id) : factsAbout(knowledge, id, step)) {
      const end = step.startsWith("^") ? fact.subject : fact.object;
      if (isPositive(fact) && isEntityObject(end)) next.add(end);
    }
    reached = next;
  }
  return reached;
}

function backwards(path: string): string[] {
  return path.split(" ").reverse().map((step) => (step.startsWith("^") ? step.slice(1) : `^${step}`));
}

function withRelated(knowledge: Knowledge, ids: Iterable<string>): Set<string> {
  const all = new Set<string>();
  for (const id of new Set(ids)) for (const other of relatedTo(knowledge, id)) all.add(other);
  return all;
}

function isPositive({ polarity }: Fact): boolean {
  return polarity === "positive";
}
