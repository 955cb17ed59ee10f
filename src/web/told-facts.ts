import { tell } from "../engine/generation/telling.ts";
import { isEntityObject, type Fact } from "../engine/knowledge/fact.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import { buildKnowledge, type Knowledge } from "../engine/knowledge/knowledge.ts";
import type { Relation } from "../engine/knowledge/relation.ts";
import type { Evidence } from "../engine/questions/question.ts";
import { dateline } from "../lib/dateline.ts";
import { parseEdtf } from "../lib/edtf.ts";
import type { Reader } from "../lib/readers.ts";
import { listEvidenceFor, listIncidentsBySlugs, listEntitiesCalled } from "../storage/incident-reading.ts";
import { listStandingsOf, type SignedStanding } from "../storage/standings.ts";
import type { Db, FactRow } from "../storage/tables.ts";

/** A fact as a sentence with where it is said. `doubt` is what was said of it last, where it is disputed; `when` is the date that the fact itself gives. */
export interface ToldFact { key: string; relation: string; sentence: string; isClaim: boolean; modality: Fact["modality"]; when: string | null; evidence: Evidence[]; doubt: SignedStanding | null }

/** In the order of the rows. Names that are known no more are read off their ids. */
export async function toldFacts(db: Db, rows: readonly FactRow[], relations: readonly Relation[]): Promise<ToldFact[]> {
  const facts = rows.map(({ data }) => JSON.parse(data) as Fact);
  const knowledge = await knowledgeFor(db, facts, relations);
  const quotes = await listEvidenceFor(db, rows.map(({ id }) => id));
  return Promise.all(facts.map(async (fact, place): Promise<ToldFact> => {
    const { id, standing } = rows[place]!;
    const evidence = quotes.filter(({ fact_id }) => fact_id === id).map(({ quote, publisher, title, published, url }) => ({ quote, source: { publisher, title, published, url } }));
    return {
      key: fact.id, relation: fact.relation, sentence: tell(knowledge, fact), isClaim: fact.modality !== "asserted", modality: fact.modality,
      when: dateOf(fact), evidence, doubt: standing === "current" ? null : ((await listStandingsOf(db, id))[0] ?? null),
    };
  }));
}

function dateOf({ object, when }: Fact): string | null {
  return when ?? (!isEntityObject(object) && "date" in object ? object.date : null);
}

/** Just what these facts speak of: enough to put them into words. */
async function knowledgeFor(db: Db, facts: readonly Fact[], relations: readonly Relation[]): Promise<Knowledge> {
  const keys = [...new Set(facts.flatMap(({ subject, object, asserted_by, incident }) => [subject, asserted_by, incident, ...(isEntityObject(object) ? [object] : [])]))];
  const known = (await listEntitiesCalled(db, keys, [])).map(({ data }) => JSON.parse(data) as Entity);
  const incidents = (await listIncidentsBySlugs(db, keys)).map(({ slug, label }) => ({ id: slug, label, topics: [], sources: [] }));
  const have = new Set([...known, ...incidents].map(({ id }) => id));
  const unknown = keys.filter((key) => !have.has(key)).map((id): Entity => ({ id, type: "identity", name: id.replaceAll("-", " "), aliases: [], overlaps: [] }));
  return buildKnowledge({ entities: [...known, ...unknown], relations, facts: [], incidents });
}

/** One entry of a timeline: a date, no surer than it is, and what happened then. */
export interface TimelineEntry { date: string; words: string; fact: ToldFact }

/** Facts that give a date of their own, by their first day; where that is the same, the longer time stands first. */
export function timelineOf(facts: readonly ToldFact[], reader: Reader): TimelineEntry[] {
  const dated = facts.flatMap((fact) => { const span = fact.when === null ? undefined : parseEdtf(fact.when); return span ? [{ date: fact.when!, words: dateline(fact.when!, reader), fact, span }] : []; });
  return dated.sort((one, other) => one.span.from.localeCompare(other.span.from) || other.span.to.localeCompare(one.span.to)).map(({ date, words, fact }) => ({ date, words, fact }));
}
