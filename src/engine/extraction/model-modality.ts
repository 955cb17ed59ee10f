import type { Candidate } from "./candidate.ts";
import { phraseAround, placesOf } from "./finding-words.ts";
import { keyOf } from "./gazetteer.ts";
import type { Match } from "./matching.ts";
import { SAID, type ProposedFact } from "./model-answer.ts";
import { hedgeIn, isDenied, isDoubted, isUncertain, modalityOfVerb } from "./modality.ts";
import type { Span } from "./normalise.ts";
import { clauseAround, isTurned } from "./proposing.ts";
import { inArticle, type Context } from "./slots.ts";

/** What was missing or left undone is the fact itself: "had not applied the patch". */
const DENYING = /^failed-control$/;

/**
 * The candidate said no more surely than the sentence, our reading of it and the model allow: of several readings the least sure is taken, a hedge anywhere in the
 * sentence counts, and whom the model names as the speaker must stand there. Undefined where the words doubt it or say that it may be, or where the model and our rules disagree on whether they deny it.
 */
export function soberly(candidate: Candidate, fact: ProposedFact, match: Match, quote: Span, context: Context, publisher: string): Candidate | undefined {
  const { text } = context.at.sentence;
  const span = { start: Math.min(quote.start, match.span.start), end: Math.max(quote.end, match.span.end) };
  if ([span.start, match.span.start, match.object.start].some((start) => isDoubted(text.slice(Math.max(0, start - 90), start)))) return undefined;
  if (isUncertain(text.slice(span.start, span.end)) || isDenied(text.slice(span.end))) return undefined;
  const whole = { ...match, span: { start: span.end - clauseAround(span, text).length, end: span.end } };
  const polarity = !DENYING.test(candidate.relation) && [match, whole].some((each) => isTurned(each, text)) ? "negative" : "positive";
  const said = saidBy(candidate, fact, context, publisher);
  if (polarity !== fact.polarity || !said) return undefined;
  return { ...candidate, polarity, asserted_by: said.asserted_by, modality: leastSure([said.modality, fact.modality, hedgeIn(text) ?? "asserted"]) };
}

function leastSure(readings: readonly Candidate["modality"][]): Candidate["modality"] {
  return SAID[Math.max(...readings.map((reading) => SAID.findIndex((said) => said === reading)))] ?? "alleged";
}

/** Who says so, by our rules; where they find nobody, whom the model names, if this sentence or the one before has the name. */
function saidBy(candidate: Candidate, { asserted_by: name }: ProposedFact, context: Context, publisher: string): Pick<Candidate, "asserted_by" | "modality"> | undefined {
  const { asserted_by, modality } = candidate;
  if (!asserted_by.publisher || keyOf(name) === "" || keyOf(name) === keyOf(publisher)) return { asserted_by, modality };
  for (const at of [context.at, context.before].filter((sentence) => sentence !== undefined)) {
    const [span] = placesOf(name, at.sentence.text).flatMap((place) => phraseAround(place, at) ?? []);
    if (!span) continue;
    const { start, end } = inArticle(span, at, context);
    const named = at.mentions.find((mention) => mention.start >= span.start && mention.end === span.end);
    const text = context.article.slice(start, end);
    const spoken = modalityOfVerb("said", text, named?.investigates ?? false);
    return { asserted_by: { text, ...(named?.entity ? { entity: named.entity } : {}), start, end }, modality: leastSure([modality, spoken]) };
  }
  return undefined;
}
