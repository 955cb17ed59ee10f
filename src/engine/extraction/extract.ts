import type { Article } from "./article.ts";
import type { Candidate } from "./candidate.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { originalSpan, type Span } from "./normalise.ts";
import { markOtherAttacks } from "./other-attacks.ts";
import { proposeFrom } from "./proposing.ts";
import { contextOf, publisherOf, readText } from "./reading.ts";

/** What was read: every sentence with its place in the article, and the candidates in the order of the text. `Candidate.sentence` is an index of `sentences`; `leftOut` counts what was found beyond the most. */
export interface Extraction { sentences: ({ text: string; boilerplate: boolean } & Span)[]; candidates: Candidate[]; leftOut: number }

/** Below this, more candidates were wrong than right. */
const LEAST_SCORE = 0.4;
/** More than anybody decides on. */
export const MOST_CANDIDATES = 500;

/**
 * Proposes the facts that an article says, each with the exact quotation: `text.slice(start, end)`, in UTF-16 units. Rules and lists of names only:
 * it suggests and never publishes; a person accepts, edits or rejects. The same article gives the same candidates.
 * @throws ArticleRefused when the text cannot be read as an article
 */
export function extract(article: Article, gazetteer: Gazetteer): Extraction {
  const reading = readText(article, gazetteer);
  const proposed = reading.analysed.flatMap((_, index) => proposeFrom(contextOf(reading, index), publisherOf(article)));
  const found = bestOfEach(proposed).filter(({ score }) => score >= LEAST_SCORE).sort(inOrderOfText);
  const candidates = surestOf(found);
  return {
    sentences: reading.sentences.map((sentence) => ({ ...originalSpan(reading.normalised, sentence), boilerplate: sentence.boilerplate }))
      .map((span) => ({ ...span, text: article.text.slice(span.start, span.end) })),
    candidates: markOtherAttacks(candidates, reading), leftOut: found.length - candidates.length,
  };
}

/** As they stand in the article. */
export function inOrderOfText(a: Candidate, b: Candidate): number {
  return a.start - b.start || a.end - b.end || (a.relation < b.relation ? -1 : Number(a.relation > b.relation)) || a.object.start - b.object.start;
}

/** Of those that are as sure, the first of the text; a sort leaves what is equal in its order. */
function surestOf(candidates: Candidate[]): Candidate[] {
  if (candidates.length <= MOST_CANDIDATES) return candidates;
  return candidates.toSorted((a, b) => b.score - a.score).slice(0, MOST_CANDIDATES).sort(inOrderOfText);
}

/** Several rules may find one fact: the surest stays. */
function bestOfEach(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = [candidate.relation, candidate.subject.open ? "" : candidate.subject.start, candidate.object.start, candidate.object.end].join(" ");
    const other = best.get(key);
    if (!other || other.score < candidate.score) best.set(key, candidate);
  }
  return withoutVaguer([...best.values()]);
}

/** Without clauses that say what is said as surely of something that is named. */
function withoutVaguer(candidates: readonly Candidate[]): Candidate[] {
  const named = new Map<string, number>();
  const nameOf = ({ relation, object }: Candidate) => `${relation} ${object.start} ${object.end}`;
  for (const each of candidates) if (!each.subject.open) named.set(nameOf(each), Math.max(each.score, named.get(nameOf(each)) ?? 0));
  return candidates.filter((each) => !each.subject.open || each.score > (named.get(nameOf(each)) ?? 0));
}
