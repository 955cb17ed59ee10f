import type { Relation } from "../knowledge/relation.ts";
import type { Candidate } from "./candidate.ts";
import { fitted } from "./classes.ts";
import { inOrderOfText } from "./extract.ts";
import { phraseAround, placesOf, referringTo } from "./finding-words.ts";
import type { Match } from "./matching.ts";
import { factsIn, type ProposedFact } from "./model-answer.ts";
import { soberly } from "./model-modality.ts";
import { normalise, type Span } from "./normalise.ts";
import { candidateOf } from "./proposing.ts";
import { contextOf, publisherOf, type Reading } from "./reading.ts";
import { inArticle, isFreelyWorded, type Context } from "./slots.ts";
import { findAttributions } from "./speakers.ts";

/** What is left of a model's answer. `known`: how many were found without it; `leftOut`: how many the article does not bear out. */
export interface CheckedProposals { candidates: Candidate[]; known: number; leftOut: number }

/** The rule of every candidate that a language model proposed. */
export const MODEL_RULE = "model";

/** Less than most rules of ours have, until people have decided about some. */
const SCORE = 0.55;
const LONGEST_QUOTE = 400;

/** A proposal found in a sentence: offsets in the sentence. `described`: the subject is the incident that the words tell of. */
interface Found { quote: Span; subject: Span; object: Span; described: boolean }

/**
 * The candidates that a model's answer gives. The answer only points: a proposal counts where its quotation, subject and object are found in one sentence of the
 * article (or what a safe reference leads to), its relation is in the vocabulary, and its ends are of the kinds that the relation takes. Everything that a candidate holds is
 * read off the article by our own rules: offsets, names, figures, dates; so whatever stands in the answer, no word of it comes out.
 * `known`: the candidates that are there already. Undefined where the answer is not in the form that was asked for.
 */
export function checkedProposals(answer: string, reading: Reading, relations: readonly Relation[], known: readonly Candidate[]): CheckedProposals | undefined {
  const read = factsIn(answer);
  if (!read) return undefined;
  const checked: CheckedProposals = { candidates: [], known: 0, leftOut: read.malformed };
  for (const fact of read.facts) {
    const candidate = candidateIn(fact, reading, relations);
    if (!candidate) checked.leftOut++;
    else if ([...known, ...checked.candidates].some((other) => isSameFact(other, candidate))) checked.known++;
    else checked.candidates.push(candidate);
  }
  return { ...checked, candidates: checked.candidates.sort(inOrderOfText) };
}

function candidateIn(given: ProposedFact, reading: Reading, relations: readonly Relation[]): Candidate | undefined {
  const relation = relations.find(({ id }) => id === given.relation);
  const fact = plain(given);
  if (!relation || !fact) return undefined;
  const inTheLineFirst = [...reading.analysed.keys()].sort((a, b) => Number(reading.analysed[b]!.index === fact.line) - Number(reading.analysed[a]!.index === fact.line));
  for (const index of inTheLineFirst) {
    for (const quote of placesOf(fact.quote, reading.analysed[index]!.sentence.text)) {
      const candidate = candidateAt(fact, quote, relation, contextOf(reading, index), publisherOf(reading.article));
      if (candidate) return candidate;
    }
  }
  return undefined;
}

/** The words as the article's are compared; none where they are longer than a quotation of one sentence can be. */
function plain(fact: ProposedFact): ProposedFact | undefined {
  const { quote, subject, object, asserted_by } = fact;
  if ([quote, subject, object, asserted_by].some(({ length }) => length > 2 * LONGEST_QUOTE)) return undefined;
  const [words, who, whom, speaker] = [quote, subject, object, asserted_by].map((text) => normalise(text).text.trim());
  return { ...fact, quote: words!, subject: who!, object: whom!, asserted_by: speaker! };
}

function candidateAt(fact: ProposedFact, quote: Span, relation: Relation, context: Context, publisher: string): Candidate | undefined {
  const found = endsIn(fact, quote, relation, context);
  if (!found || found.quote.end - found.quote.start > LONGEST_QUOTE) return undefined;
  const { subject, object, described } = found;
  const core = described ? object : { start: Math.min(subject.start, object.start), end: Math.max(subject.end, object.end) };
  const match: Match = {
    rule: MODEL_RULE, score: SCORE, presupposed: false, relation: relation.id, subject, object, span: core,
    described, of: described ? "clause" : "phrase", slots: described ? [object] : [subject, object],
  };
  const candidate = candidateOf(match, findAttributions(context.at), context, publisher)[0];
  const kept = candidate ? fitted(candidate, relation, context.at, found) : undefined;
  const sober = kept && soberly(kept, fact, match, found.quote, context, publisher);
  if (!sober) return undefined;
  const { start, end } = inArticle(found.quote, context.at, context);
  return { ...sober, start, end, quote: context.article.slice(start, end) };
}

/** Subject and object inside the quotation, which grows where it cuts off a determiner. */
function endsIn({ subject: who, object: whom }: ProposedFact, quote: Span, { id, domain }: Relation, context: Context): Found | undefined {
  const objects = isFreelyWorded(id) ? placesWithin(whom, quote, context) : namedIn(whom, quote, context);
  const described = who === "" && domain.includes("incident");
  const subjects = described ? [quote] : namedIn(who, quote, context);
  for (const object of objects) {
    const subject = subjects.find(({ start, end }) => described || end <= object.start || start >= object.end);
    if (subject) return { subject, object, described, quote: { start: Math.min(quote.start, subject.start, object.start), end: Math.max(quote.end, subject.end, object.end) } };
  }
  return undefined;
}

function placesWithin(words: string, quote: Span, { at }: Context): Span[] {
  return placesOf(words, at.sentence.text.slice(quote.start, quote.end)).map(({ start, end }) => ({ start: quote.start + start, end: quote.start + end }));
}

function namedIn(name: string, quote: Span, context: Context): Span[] {
  return [...placesWithin(name, quote, context).flatMap((place) => phraseAround(place, context.at) ?? []), ...referringTo(name, quote, context)];
}

/** The same relation between the same places of the article. A subject that is open, and an incident under any name, is the one that the article is about. */
function isSameFact(a: Candidate, b: Candidate): boolean {
  const isAbout = ({ subject }: Candidate) => subject.open === true || subject.type === "incident";
  const isSame = (one: Span, other: Span) => one.start < other.end && other.start < one.end;
  return a.relation === b.relation && a.polarity === b.polarity && isSame(a.object, b.object) && (isSame(a.subject, b.subject) || (isAbout(a) && isAbout(b)));
}
