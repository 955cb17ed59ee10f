import { matchRules, type Match } from "./matching.ts";
import type { Analysed } from "./analysis.ts";
import type { AssertedBy, Candidate } from "./candidate.ts";
import { antecedentOf, attackBefore, type Placed } from "./coreference.ts";
import type { When } from "./mention.ts";
import { hedgeIn, isDoubted, isNegated, isOnlyPossible, isUncertain, modalityOfVerb } from "./modality.ts";
import type { Span } from "./normalise.ts";
import { rules } from "./patterns/rules.ts";
import { insidePhrases } from "./inside-phrases.ts";
import { headMention, inArticle, kindOf, slotOf, type Context } from "./slots.ts";
import { attributionOver, findAttributions, type Attribution } from "./speakers.ts";

/** The candidates of one sentence, in no order. `publisher`: who says what nobody else is said to say. */
export function proposeFrom(context: Context, publisher: string): Candidate[] {
  const { at } = context;
  const attributions = findAttributions(at);
  const matches = [...matchRules(rules(), at), ...insidePhrases(at)];
  const { text } = at.sentence;
  return matches.filter((match) => !isSame(match.subject, match.object) && !saysNothing(match, text) && !isOnlyPossible(clauseAround(match.span, text), text) && !isDoubted(text.slice(Math.max(0, match.span.start - 90), match.span.start)))
    .flatMap((match) => candidateOf(match, attributions, context, publisher));
}

/** That somebody told of it is told by the publisher; only of a claim the one who claims is the source. */
const TELLS = /^(?:confirmed-by|disclosed-by|reported-by|indicted-by|noticed-by|disclosed-on)$/;

function isWithin(a: Span, b: Span): boolean {
  return a.start >= b.start && a.end <= b.end;
}

const ANYTHING = /^(?:computers?|computer systems|it systems|systems|servers|networks|machines|devices|victims|targets)$/i;

/** "whose information" is somebody else's; that computer systems were aimed at goes without saying. */
function saysNothing({ object, relation }: Match, text: string): boolean {
  const words = text.slice(object.start, object.end);
  return /^(?:whose|what|which)\b/i.test(words) || (relation === "targets" && ANYTHING.test(words));
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The candidate that a match gives: what it names, when, who says so and how surely are read off the sentence. None where what came before is needed and is not there. */
export function candidateOf(match: Match, attributions: readonly Attribution[], context: Context, publisher: string): Candidate[] {
  const { at, article } = context;
  const before = match.of === "before" ? attackBefore(context.before) : undefined;
  if (match.of === "before" && !before) return [];
  const { relation } = match;
  const subject = before ? slotOf(before.phrase, { relation, role: "subject", described: false }, { ...context, at: before.at }) : slotOf(match.subject, { relation, role: "subject", described: match.described }, context);
  const object = slotOf(match.object, { relation, role: "object", described: false }, context);
  const { start, end } = inArticle(match.span, at, context);
  const when = whenOf(match, at);
  return [{
    relation, subject, object, ...(when ? { when } : {}), ...saying(match, attributions, context, publisher),
    quote: article.slice(start, end), start, end, sentence: at.index, rule: match.rule,
    score: scoreOf(match, at, subject.open ?? false, subject.entity !== undefined || object.entity !== undefined),
  }];
}

function saying(match: Match, attributions: readonly Attribution[], context: Context, publisher: string): Pick<Candidate, "polarity" | "modality" | "asserted_by"> {
  const { text } = context.at.sentence;
  const polarity = isTurned(match, text) ? "negative" : "positive";
  const others = TELLS.test(match.relation) ? attributions.filter(({ speaker }) => !isWithin(speaker, match.object)) : attributions;
  const said = match.presupposed ? undefined : attributionOver(others, match.span) ?? attributionOver(others, match.object);
  const hedge = match.presupposed ? undefined : hedgeIn(clauseAround(match.span, text));
  const meant = said && speakerOf(said, context);
  const modality = hedge ?? (said && meant ? modalityOfVerb(said.verb, meant.phrase.text, meant.phrase.mentions.some(({ investigates }) => investigates)) : "asserted");
  return { polarity, modality, asserted_by: meant ? namedSpeaker(meant, context) : { text: publisher, publisher: true } };
}

/** A negation in the words between the ends, of which only those after "but" count; a denial before; "no data". */
export function isTurned(match: Match, text: string): boolean {
  if (match.presupposed || match.rule.startsWith("failed-control/had-not")) return false;
  const between = outsideSlots(match, text).split(/\bbut\b/).at(-1)!;
  return isNegated(between, text.slice(0, match.span.start)) || /^no /i.test(text.slice(match.object.start, match.object.end));
}

/** The words of a match that stand in none of its slots. */
function outsideSlots({ span, slots }: Match, text: string): string {
  const isInSlot = (place: number) => slots.some(({ start, end }) => place >= start && place < end);
  return text.slice(span.start, span.end).split("").map((letter, index) => (isInSlot(span.start + index) ? "_" : letter)).join("");
}

/** From the comma or the colon before a span to its end. */
export function clauseAround({ start, end }: Span, text: string): string {
  const from = Math.max(text.lastIndexOf(",", start), text.lastIndexOf(";", start), 0);
  return text.slice(from, end);
}

/** "it" after an organisation, and "he", are who was named before. */
function speakerOf({ speaker }: Attribution, { at, before }: Context): Placed {
  const first = at.phrases.find(({ type, end }) => /^[OCUA]$/.test(type) && end <= speaker.start);
  return antecedentOf(speaker, at, before) ?? (/^(?:it|they)$/.test(speaker.head) && first ? { phrase: first, at } : { phrase: speaker, at });
}

function namedSpeaker({ phrase, at }: Placed, context: Context): AssertedBy {
  const { start, end } = inArticle(phrase, at, context);
  const named = headMention(phrase);
  return { text: context.article.slice(start, end), ...(named?.entity ? { entity: named.entity } : {}), ...kindOf(phrase.type, named), start, end };
}

/** The date inside the match, else the only date of the sentence, or the one that it begins with. */
function whenOf({ span, relation }: Match, { phrases }: Analysed): When | undefined {
  if (/^(?:part-of|holds-role|originates-from|is-a|variant-of|also-known-as|occurred-on|disclosed-on)$/.test(relation)) return undefined;
  const dates = phrases.filter(({ type }) => type === "D");
  const inside = dates.find(({ start, end }) => start >= span.start && end <= span.end);
  return (inside ?? (dates.length === 1 ? dates[0] : dates.find(({ start }) => start === 0)))?.mentions[0]?.when;
}

function scoreOf({ score, span }: Match, { sentence }: Analysed, isOpen: boolean, isLinked: boolean): number {
  const uncertain = isUncertain(sentence.text.slice(span.start, span.end)) ? 0.2 : 0;
  return Math.round(Math.min(0.99, Math.max(0.05, score + (isLinked ? 0.05 : 0) - (isOpen ? 0.1 : 0) - uncertain)) * 100) / 100;
}
