import { formatValue, isEntityObject, type Fact, type Modality } from "../../engine/knowledge/fact.ts";
import type { Standing } from "../../engine/knowledge/standing.ts";
import type { Evidence } from "../../engine/questions/question.ts";
import { whenEdtf } from "../../lib/edtf.ts";
import { capitalise } from "../../lib/text.ts";
import { listEvidenceFor, listNames, listQuestionsForFacts, type FactQuestion, type SourcedQuote } from "../../storage/incident-reading.ts";
import type { Db, FactRow } from "../../storage/tables.ts";

/** A fact in words that a person reads: names, never ids. */
export interface FactWords {
  key: string; standing: Standing; subject: string; relation: string; object: string; isNegative: boolean; when: string | null;
  modality: Modality; by: string; said: string | null; complete: NonNullable<Fact["complete"]> | null;
}

/** A fact with where it is said and what is asked about it. */
export interface FactCard extends FactWords { evidence: Evidence[]; questions: FactQuestion[] }

export async function factCards(db: Db, rows: readonly FactRow[]): Promise<FactCard[]> {
  const ids = rows.map((row) => row.id);
  const words = await factWords(db, rows);
  const evidence = await listEvidenceFor(db, ids);
  const questions = await listQuestionsForFacts(db, ids);
  return rows.map((row, place) => ({
    ...words[place]!, evidence: evidence.filter((quote) => quote.fact_id === row.id).map(asEvidence), questions: questions.filter((question) => question.fact_id === row.id),
  }));
}

export async function factWords(db: Db, rows: readonly FactRow[]): Promise<FactWords[]> {
  const facts = rows.map((row) => ({ ...(JSON.parse(row.data) as Fact), standing: row.standing }));
  const names = await listNames(db, facts.flatMap(({ subject, object, asserted_by }) => [subject, asserted_by, ...(isEntityObject(object) ? [object] : [])]));
  return facts.map((fact) => inWords(fact, (key) => names.get(key) ?? key.replaceAll("-", " ")));
}

/** One line for a list to choose from. */
export function factLine({ subject, isNegative, relation, object }: FactWords): string {
  return `${subject} – ${isNegative ? "not " : ""}${relation} – ${object}`;
}

function inWords(fact: Fact & { standing: Standing }, nameOf: (key: string) => string): FactWords {
  const { id: key, subject, relation, object, polarity, modality, asserted_by, said, when, complete, standing } = fact;
  return {
    key, standing, subject: capitalise(nameOf(subject)), relation: relationInWords(relation, object), object: isEntityObject(object) ? nameOf(object) : valueInWords(object),
    isNegative: polarity === "negative", when: when ?? null, modality, by: nameOf(asserted_by), said: said ?? null, complete: complete ?? null,
  };
}

/** "occurred-on" -> "occurred" before "on 27 June 2017" */
export function relationInWords(relation: string, object: Fact["object"]): string {
  return (isDate(object) ? relation.replace(/-on$/, "") : relation).replaceAll("-", " ");
}

function isDate(object: Fact["object"]): object is { date: string } {
  return !isEntityObject(object) && "date" in object;
}

/** "more than 35 countries", "on 27 June 2017" */
export function valueInWords(value: Exclude<Fact["object"], string>): string {
  if (isDate(value)) return whenEdtf(value.date);
  return ["comparator" in value && value.comparator, formatValue(value), "unit" in value && value.unit].filter(Boolean).join(" ");
}

function asEvidence({ quote, publisher, title, published, url }: SourcedQuote): Evidence {
  return { quote, source: { publisher, title, published, url } };
}
