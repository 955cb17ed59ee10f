import type { Response } from "express";
import type { Candidate } from "../../engine/extraction/candidate.ts";
import { MODEL_RULE } from "../../engine/extraction/checked-proposals.ts";
import { MOST_CANDIDATES } from "../../engine/extraction/extract.ts";
import { sentenceSpans } from "../../engine/extraction/sentence-spans.ts";
import { likelyIncidents } from "../../engine/knowledge/likely-incidents.ts";
import type { Entity } from "../../engine/knowledge/entity.ts";
import { BY_HAND } from "../../domain/adding-facts.ts";
import { offersOfArticle } from "../../domain/article-questions.ts";
import { draftOf } from "../../domain/drafted-facts.ts";
import { findKnownCandidates } from "../../domain/known-candidates.ts";
import { failureIn } from "../../domain/model-readings.ts";
import { proposedLabel, proposedTopics } from "../../domain/proposed-incidents.ts";
import { kindInWords } from "../../domain/resolving-names.ts";
import { seemsGerman } from "../../lib/common-words.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Message, Words as Said } from "../../lib/messages.ts";
import { listCandidates, type DecidedCandidate } from "../../storage/candidates.ts";
import { listEntitiesOfArticle } from "../../storage/entities.ts";
import { findIncidentById, listFactsByKeys, listIncidentTitles, listNames } from "../../storage/incident-reading.ts";
import { listIncidentKnowledge } from "../../storage/knowledge-reading.ts";
import { findModelReading } from "../../storage/model-readings.ts";
import { listPicks } from "../../storage/picks.ts";
import type { Article, Db, EntityRow, Incident, ModelReading } from "../../storage/tables.ts";
import { findLexicon } from "../../storage/vocabulary.ts";
import type { Deps } from "../deps.ts";
import { emptyForm, type Form } from "../http/forms.ts";
import { render } from "../http/render.ts";
import { asOffers, type Offer } from "./article-offers.ts";
import { asAccepted, cardOf, type CandidateCard } from "./candidate-cards.ts";
import { factWords } from "./fact-words.ts";
import { paragraphsOf, type Paragraph } from "./marked-text.ts";
import { reviewPageOf, reviewPlaceOf } from "./review-places.ts";
import { topicChoices, WORDS, type Choice, type Words } from "./words.ts";

/** A thing that came with the article. */
export interface NewThing { key: string; name: string; kind: Message }
/** The candidates of one sentence, under that sentence. */
export interface CandidateGroup { sentence: number; quote: string; cards: CandidateCard[] }
export interface ReviewPage {
  words: Words; article: Article; incident: Incident | undefined; paragraphs: Paragraph[]; groups: CandidateGroup[]; decided: number; accepted: number; total: number;
  form: Form; likely: Choice[]; incidents: Choice[]; topics: Choice[]; next: number | undefined; offers: Offer[]; picks: string[]; things: NewThing[];
  byModel: CandidateGroup[]; reading: ModelReading | undefined; failure: Said | undefined; modelHost: string | undefined; isGerman: boolean;
  /** Of the pages that the candidates take; `firstByModel` is the number of the first that a model proposed, `most` what rules may propose where they did. */
  of: { number: number; last: number }; firstByModel: number | undefined; most: number | undefined; placeOf: (number: number) => string;
}

/** The page on which the facts of an article are accepted, mended and rejected. */
export async function showReview(res: Response, { db, config }: Pick<Deps, "db" | "config">, article: Article, page: number, refused?: Form, status = 200): Promise<void> {
  const vocabulary = findLexicon(config.contentDir);
  const incident = article.incident_id === null ? undefined : await findIncidentById(db, article.incident_id);
  const all = await listCandidates(db, article.id);
  const read = all.map((row) => ({ row, candidate: JSON.parse(row.data) as Candidate }));
  const of = pagesOf(all, page);
  const shown = read.filter(({ row }) => reviewPageOf(row.position) === of.number);
  const rows = shown.map(({ row }) => row);
  const drafts = shown.map(({ row, candidate }) => ({ row, candidate, draft: draftOf(candidate, article, incident) }));
  const names = await listNames(db, drafts.flatMap(({ draft }) => [draft.subject.entity, draft.object.entity, draft.by.entity]).filter(Boolean));
  const facts = await factWords(db, await listFactsByKeys(db, rows.flatMap(({ fact_key }) => fact_key ?? [])));
  const known = incident ? await findKnownCandidates(db, article, incident, rows, vocabulary) : new Set<number>();
  const cards = drafts.map(({ row, candidate, draft }) => (
    { sentence: candidate.sentence, rule: candidate.rule, card: { ...cardOf(row, candidate, draft, names), ...asAccepted(facts, row), known: known.has(row.position) || Number(row.backs) === 1 } })).sort((a, b) => a.sentence - b.sentence);
  const sentences = sentenceSpans(article.text);
  const reading = await findModelReading(db, article.id);
  const grouped = (isByModel: boolean) => [...groupBy(cards.filter(({ rule }) => (rule === MODEL_RULE) === isByModel), ({ sentence }) => String(sentence))]
    .map(([sentence, group]) => ({ sentence: Number(sentence), quote: quoteOf(article, sentences[Number(sentence)]), cards: group.map(({ card }) => card) }));
  const form = refused ?? proposedForm(article, read.map(({ candidate }) => candidate));
  render(res, "studio/articles/show", {
    words: WORDS, article, incident, form, of, ...countsOf(all), placeOf: (number) => (reviewPageOf(number) === of.number ? `#candidate-${number}` : reviewPlaceOf(article, number)), paragraphs: paragraphsOf(article.text, read.map(({ row, candidate }) => ({ ...candidate, number: row.position, state: row.state })), sentences),
    groups: grouped(false), byModel: grouped(true), reading, failure: reading && failureIn(reading), modelHost: config.model?.host, isGerman: seemsGerman(article.text),
    ...(await incidentChoices(db, article)), topics: topicChoices(),
    offers: await asOffers(db, await offersOfArticle(db, article, vocabulary)), picks: await listPicks(db, article.id), things: (await listEntitiesOfArticle(db, article.id)).map(thingOf),
  }, status);
}

/** A page that is not there is the last. */
function pagesOf(rows: readonly DecidedCandidate[], page: number): ReviewPage["of"] {
  const last = Math.max(1, ...rows.map(({ position }) => reviewPageOf(position)));
  return { number: Math.min(page, last), last };
}

/** What is told of all candidates, whichever page they stand on. */
function countsOf(rows: readonly DecidedCandidate[]): Pick<ReviewPage, "decided" | "accepted" | "total" | "next" | "firstByModel" | "most"> {
  return {
    decided: rows.filter(({ state }) => state !== "candidate").length, accepted: rows.filter(({ state }) => state === "accepted").length, total: rows.length,
    next: rows.find(({ state }) => state === "candidate")?.position, firstByModel: rows.find(({ rule }) => rule === MODEL_RULE)?.position,
    most: rows.filter(({ rule }) => rule !== MODEL_RULE && rule !== BY_HAND).length >= MOST_CANDIDATES ? MOST_CANDIDATES : undefined,
  };
}

/** The incidents to choose from; until one is chosen, those that the article may be about stand apart. */
async function incidentChoices(db: Db, { text, title, incident_id }: Article): Promise<Pick<ReviewPage, "likely" | "incidents">> {
  const likely = incident_id === null ? likelyIncidents(`${title}\n${text}`, await listIncidentKnowledge(db)) : [];
  const choices = (await listIncidentTitles(db)).map(({ slug, title: label }) => ({ value: slug, label }));
  return { likely: likely.flatMap((id) => choices.filter(({ value }) => value === id)), incidents: choices.filter(({ value }) => !likely.includes(value)) };
}

/** A new incident as the article seems to tell of it; a person goes over it. */
function proposedForm(article: Article, candidates: readonly Candidate[]): Form {
  const sentences = sentenceSpans(article.text).map((span) => quoteOf(article, span));
  const happened = dateIn(candidates) ?? article.published;
  return emptyForm({ title: article.title.slice(0, 120), label: proposedLabel(candidates, happened), summary: openingOf(sentences), happened, topics: proposedTopics(article) });
}

/** What happened mostly stands in the first whole sentence, below the headline; a person goes over it. */
function openingOf(sentences: readonly string[]): string {
  return sentences.find((sentence) => sentence.length >= 60 && sentence.length <= 500 && /[.!?]["”’]?$/.test(sentence.trim()))?.trim() ?? "";
}

/** When the article says that it happened. */
function dateIn(candidates: readonly Candidate[]): string | undefined {
  const value = candidates.find(({ relation }) => relation === "occurred-on")?.object.value;
  return value && "date" in value ? value.date : undefined;
}

function quoteOf({ text }: Article, span = { start: 0, end: 0 }): string {
  return text.slice(span.start, span.end);
}

/** "the NCSC", "organisation" */
export function thingOf({ key, name, type, data }: EntityRow): NewThing {
  return { key, name, kind: kindInWords((JSON.parse(data) as Entity).class ?? type, "name") };
}
