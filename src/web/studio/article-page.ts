import type { Response } from "express";
import type { Candidate } from "../../engine/extraction/candidate.ts";
import { MODEL_RULE } from "../../engine/extraction/checked-proposals.ts";
import { normalise, originalSpan } from "../../engine/extraction/normalise.ts";
import { splitSentences } from "../../engine/extraction/sentences.ts";
import { draftOf, type DraftedFact, type Named } from "../../domain/drafted-facts.ts";
import { groupBy } from "../../lib/groups.ts";
import { capitalise } from "../../lib/text.ts";
import { listCandidates, type DecidedCandidate } from "../../storage/candidates.ts";
import { findIncidentById, listFactsByKeys, listIncidentTitles, listNames } from "../../storage/incident-reading.ts";
import { findModelReading } from "../../storage/model-readings.ts";
import type { Article, CandidateState, Incident, ModelReading } from "../../storage/tables.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { render } from "../http/render.ts";
import { factWords, relationInWords, valueInWords, type FactWords } from "./fact-words.ts";
import { paragraphsOf, type Paragraph } from "./marked-text.ts";
import { MODALITY_WORDS, topicChoices, type Choice } from "./words.ts";

/** A candidate in words that a person reads. `open`: what a person has to say before it can be a fact. */
export interface CandidateCard {
  number: number; version: number; state: CandidateState; edited: boolean; subject: string; relation: string; object: string; isNegative: boolean;
  modality: string; by: string; when: string; decider: string | null; fact: string | null; open: string[]; likelihood: number;
}
/** The candidates of one sentence, under that sentence. */
export interface CandidateGroup { quote: string; cards: CandidateCard[] }
export interface ReviewPage {
  article: Article; incident: Incident | undefined; paragraphs: Paragraph[]; groups: CandidateGroup[]; decided: number; accepted: number; total: number;
  form: Form; incidents: Choice[]; topics: Choice[]; next: number | undefined; byModel: CandidateGroup[]; reading: ModelReading | undefined; modelHost: string | undefined;
}

/** The page on which the facts of an article are accepted, mended and rejected. */
export async function showReview(res: Response, { db, config }: Pick<Deps, "db" | "config">, article: Article, refused?: Form, status = 200): Promise<void> {
  const incident = article.incident_id === null ? undefined : await findIncidentById(db, article.incident_id);
  const rows = await listCandidates(db, article.id);
  const read = rows.map((row) => ({ row, candidate: JSON.parse(row.data) as Candidate }));
  const drafts = read.map(({ row, candidate }) => ({ row, candidate, draft: draftOf(candidate, article, incident) }));
  const names = await listNames(db, drafts.flatMap(({ draft }) => [draft.subject.entity, draft.object.entity, draft.by.entity]).filter(Boolean));
  const facts = await factWords(db, await listFactsByKeys(db, rows.flatMap(({ fact_key }) => fact_key ?? [])));
  const cards = drafts.map(({ row, candidate, draft }) => ({ sentence: candidate.sentence, rule: candidate.rule, card: { ...cardOf(row, candidate, draft, names), ...asAccepted(facts, row) } }));
  const sentences = sentencesOf(article.text);
  const grouped = (isByModel: boolean) => [...groupBy(cards.filter(({ rule }) => (rule === MODEL_RULE) === isByModel), ({ sentence }) => String(sentence))]
    .map(([sentence, group]) => ({ quote: sentences[Number(sentence)] ?? "", cards: group.map(({ card }) => card) }));
  const form = refused ?? emptyForm({ title: article.title.slice(0, 120), happened: dateIn(read.map(({ candidate }) => candidate)) ?? article.published });
  render(res, "studio/articles/show", {
    article, incident, form, paragraphs: paragraphsOf(article.text, read.map(({ row, candidate }) => ({ ...candidate, number: row.position, state: row.state }))),
    groups: grouped(false), byModel: grouped(true), reading: await findModelReading(db, article.id), modelHost: config.model?.host,
    decided: rows.filter(({ state }) => state !== "candidate").length, accepted: rows.filter(({ state }) => state === "accepted").length, total: rows.length,
    incidents: (await listIncidentTitles(db)).map(({ slug, title }) => ({ value: slug, label: title })), topics: topicChoices(), next: rows.find(({ state }) => state === "candidate")?.position,
  }, status);
}

/** When the article says that it happened. */
function dateIn(candidates: readonly Candidate[]): string | undefined {
  const value = candidates.find(({ relation }) => relation === "occurred-on")?.object.value;
  return value && "date" in value ? value.date : undefined;
}

function cardOf(row: DecidedCandidate, candidate: Candidate, draft: DraftedFact, names: ReadonlyMap<string, string>): CandidateCard {
  const nameOf = ({ text, entity }: Named, found: string) => names.get(entity) ?? (text || found);
  const { relation, subject, object, by, polarity, modality, when } = draft;
  const { value } = candidate.object;
  return {
    number: row.position, version: row.version, state: row.state, edited: Number(row.edited) === 1, decider: row.decider_name, fact: row.fact_key, likelihood: row.likelihood,
    subject: capitalise(nameOf(subject, candidate.subject.text)), relation: relationInWords(relation, value ?? ""), object: value ? valueInWords(value) : nameOf(object, candidate.object.text), isNegative: polarity === "negative",
    modality: MODALITY_WORDS[modality], by: nameOf(by, candidate.asserted_by.text), when,
    open: [!subject.text && "who or what is meant first", !object.text && "who or what is meant second", !by.text && "who says so"].filter((words) => words !== false),
  };
}

/** What was accepted may differ from what was found. */
function asAccepted(facts: readonly FactWords[], { fact_key }: DecidedCandidate): Partial<CandidateCard> {
  const fact = facts.find(({ key }) => key === fact_key);
  if (!fact) return {};
  const { subject, relation, object, isNegative, modality, by, when } = fact;
  return { subject, relation, object, isNegative, modality, by, when: when ?? "", open: [] };
}

/** By the numbers that candidates call them by. */
function sentencesOf(text: string): string[] {
  const normalised = normalise(text);
  return splitSentences(normalised.text).map((sentence) => originalSpan(normalised, sentence)).map(({ start, end }) => text.slice(start, end));
}
