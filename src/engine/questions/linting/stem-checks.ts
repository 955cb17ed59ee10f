import { say } from "../../../lib/messages.ts";
import { cut, finding, type Finding, type LintContext } from "./finding.ts";
import { has, readOption } from "./option-reading.ts";
import type { Reading } from "./reading.ts";
import { GAP } from "./stem-reading.ts";
import { MARK } from "./words.ts";

export type Check<R extends Reading = Reading> = (reading: R, context: LintContext) => Finding | readonly Finding[] | undefined;

const MOST_WORDS = 60;
const POINTS_AWAY = /\b(?:text|article|section|passage|paragraph|chapter)s? (?:above|below)\b|\b(?:above|preceding|previous|following) (?:text|article|section|passage|paragraph|chapter)\b|\b(?:according to|in|from) (?:the|this) (?:text|article|section|passage|paragraph|chapter)\b(?! (?:of|by|on|that|about|from)\b)/i;

/** Rule 1, but for abbreviations. */
export const ambiguousStem: Check = ({ stem }) => {
  if (stem.words.length > MOST_WORDS) {
    const count = stem.text.trim().split(/\s+/).length;
    if (count > MOST_WORDS) return finding("ambiguous-stem", "stem", say("linting.stem.long", { words: count, most: MOST_WORDS }), { mend: say("linting.stem.long-mend") });
  }
  if (stem.questionMarks > 1) return finding("ambiguous-stem", "stem", say("linting.stem.several", { questions: stem.questionMarks }), { mend: say("linting.stem.several-mend") });
  const first = stem.words[0];
  if (first === "it" || first === "this" || first === "they") return finding("ambiguous-stem", "stem", say("linting.stem.pronoun", { word: stem.written[0]! }), { mend: say("linting.stem.pronoun-mend") });
  const away = has(stem, MARK.passage) ? POINTS_AWAY.exec(stem.unquoted)?.[0] : undefined;
  return away === undefined ? undefined : finding("ambiguous-stem", "stem", say("linting.stem.away", { text: cut(away) }), { mend: say("linting.stem.away-mend") });
};

/** Rule 5. CTTR = types / sqrt(2 * tokens) (Carroll 1964), threshold of Moore et al. 2023. */
export const gratuitousInformation: Check = ({ stem: { words } }) => {
  if (words.length < 41) return undefined;
  const density = new Set(words).size / Math.sqrt(2 * words.length);
  return density > 4.5 ? finding("gratuitous-information", "stem", say("linting.stem.dense", { words: words.length, index: Math.round(10 * density) / 10, much: 4.5 })) : undefined;
};

/** Rule 10. */
export const blankInTheMiddle: Check = ({ stem }) => {
  if (!stem.hasGap) return undefined;
  const after = stem.text.slice(stem.text.search(GAP)).replace(/[_.…\s[\]()]+/, "");
  return /[\p{L}\p{N}]/u.test(after) ? finding("fill-in-the-blank", "stem", say("linting.stem.gap", { text: cut(after) })) : undefined;
};

const NEGATIVE = /(?<!whether or |\bor )\b(not(?! only)|except|excluding|never|without|incorrect|incorrectly|untrue|cannot|\p{L}+n[’']t)(?![\p{L}])|\bfalse\b(?=\s*[?.]|\s+(?:statement|answer|option|claim)|\s*$)/giu;

/** Rule 19: in the sentence that asks, up to a colon. */
export const negativeStem: Check = ({ stem }) => {
  if (!has(stem, MARK.negative)) return undefined;
  const word = [...askingPart(stem.unquoted).matchAll(NEGATIVE)].map(([match]) => match).find((match) => match !== match.toUpperCase());
  return word === undefined ? undefined : finding("negative-stem", "stem", say("linting.stem.negative", { word }));
};

function askingPart(text: string): string {
  const end = text.search(/[?？؟]/);
  const sentences = (end < 0 ? text.trim() : text.slice(0, end + 1)).split(/(?<=[.!?;])\s+|\n+/);
  const last = sentences.at(-1)!;
  const colon = last.indexOf(":");
  return colon > 0 && /\b(?:who|whom|whose|what|when|where|which|why|how)\b/i.test(last.slice(0, colon)) ? last.slice(0, colon) : last;
}

export const DATED = /\b(?:currently|recently|nowadays|presently|today|yesterday|now|so far|(?:years|months|weeks|days) ago|at (?:the moment|present)|(?:last|this|next|past) (?:week|month|quarter|year|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december))\b/i;

/** Of names such as USA Today. */
const NAMED_TODAY = /(?<=\p{Lu}\p{L}* )Today\b/gu;

/** Rule 23 for the stem. In a decision "you" meet now, the words belong to the scene. */
export const staleStem: Check = ({ question, stem }) => {
  if (!has(stem, MARK.dated) || (question.level === "decide" && /\byour?\b/i.test(stem.text))) return undefined;
  const word = DATED.exec(stem.unquoted.replace(NAMED_TODAY, ""))?.[0];
  return word === undefined ? undefined : finding("stale", "stem", say("linting.dated", { word }));
};

/** Rule 24. A decision rests on facts without telling them. */
export const unscopedClaim: Check = ({ question, stem }, { modalityOf, sourceNamesOf }) => {
  if (!modalityOf || !sourceNamesOf || question.level === "decide" || question.kind === "ordering") return undefined;
  for (const fact of question.facts) {
    const modality = modalityOf(fact);
    if (modality === undefined || modality === "asserted") continue;
    const names = sourceNamesOf(fact);
    if (names.length === 0 || isNamed(names, stem.phrase, stem.lemmas) || shownBeside(question).some((text) => isNamed(names, readOption(text).phrase, new Set(readOption(text).lemmas)))) continue;
    return finding("unscoped-claim", "stem", say("linting.unscoped", { modality: say(`linting.modalities.${modality}`), names: names.slice(0, 2) }), { mend: say("linting.unscoped-mend", { name: names[0]! }) });
  }
  return undefined;
};

/** By a name as it stands, or by half of the telling words of one: "the agencies" for "UK and US intelligence agencies". */
function isNamed(names: readonly string[], phrase: string, lemmas: { has: (lemma: string) => boolean }): boolean {
  return names.some((each) => {
    const name = readOption(each);
    return phrase.includes(name.phrase) || (name.lemmas.length > 0 && 2 * name.lemmas.filter((lemma) => lemmas.has(lemma)).length >= name.lemmas.length);
  });
}

/** Where the source is itself what is asked for, or stands beside a premise. */
function shownBeside(question: Reading["question"]): string[] {
  if (question.kind === "matching") return question.pairs.map(({ premise }) => premise);
  if (question.kind === "short") return question.answer.accept;
  return "options" in question ? question.options.filter(({ correct }) => correct).map(({ text }) => text) : [];
}
