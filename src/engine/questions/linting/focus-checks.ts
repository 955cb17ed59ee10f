import { say } from "../../../lib/messages.ts";
import { fold } from "../../../lib/text.ts";
import { finding, quoted, type Finding, type LintContext } from "./finding.ts";
import { has } from "./option-reading.ts";
import type { ChoiceReading, Reading } from "./reading.ts";
import type { Check } from "./stem-checks.ts";
import { MARK } from "./words.ts";

const EMPTY = new Set("which of the following these those them statement statements option options answer answers choice choices item items one ones is are was were true correct right false incorrect untrue wrong not most best accurate here below above what choose select pick mark tick all that apply and or please a an".split(" "));

/** Rule 13. A statement to be judged, and a prompt to match or to order, need not ask. */
export const unfocusedStem: Check = ({ question, stem }) => {
  if (question.kind === "true_false" || question.kind === "matching" || question.kind === "ordering" || question.kind === "spot") return undefined;
  if (stem.words.length > 0 && stem.words.length < 16 && stem.words.every((word) => EMPTY.has(word))) return finding("unfocused-stem", "stem", say("linting.focus.no-subject"), { mend: say("linting.focus.no-subject-mend") });
  const asks = stem.questionMarks > 0 || stem.hasColon || stem.hasGap || has(stem, MARK.asks | MARK.command) || /(?:\.\.\.|…)\s*$/.test(stem.text);
  return asks ? undefined : finding("unfocused-stem", "stem", say("linting.focus.asks-nothing"));
};

const ASKS_FOR_TRUTH = /\bwhich\b[^?]*\b(?:is|are)(?: not)? (?:true|false|correct|incorrect)\s*\?/i;

/** Rule 6. */
export const trueFalseSeries: Check<ChoiceReading> = ({ stem, options, marks }) => {
  const judging = (marks & MARK.truth) === 0 ? [] : options.filter(({ read }) => has(read, MARK.truth));
  if (judging.length > 1) return finding("true-false-series", "options", say("linting.focus.verdicts", { options: judging.map(({ read }) => quoted(read.text, Infinity)) }));
  return has(stem, MARK.verdict) && ASKS_FOR_TRUTH.test(stem.unquoted) ? finding("true-false-series", "stem", say("linting.focus.which-true")) : undefined;
};

/** Rule 1's abbreviations: not known to everybody, not explained, and no name that the caller or the question's own evidence uses. */
export const unexplainedAcronym: Check = (reading, { names }) => {
  const word = reading.stem.acronyms.find((each) => !isKnown(each, names) && !isExplained(each, reading) && !isInEvidence(each, reading));
  return word === undefined ? undefined : finding("ambiguous-stem", "stem", say("linting.focus.acronym", { word }), { mend: say("linting.focus.acronym-mend", { word }) });
};

function isKnown(acronym: string, names: LintContext["names"]): boolean {
  const folded = fold(acronym);
  return names !== undefined && (names.has(folded) || names.has(`the ${folded}`));
}

function isExplained(acronym: string, reading: Reading): boolean {
  const texts = [reading.stem.text, ...("options" in reading.question ? reading.question.options.map(({ text }) => text) : [])];
  return texts.some((text) => text.includes(`(${acronym})`) || text.includes(`${acronym} (`) || initialsOf(text).includes(acronym.toLowerCase()));
}

function initialsOf(text: string): string {
  return fold(text).split(" ").filter((word) => !/^(?:of|and|the|for|in|on)$/.test(word)).map((word) => word.charAt(0)).join("");
}

function isInEvidence(acronym: string, { question }: Reading): boolean {
  return question.evidence.some(({ quote, source }) => [quote, source.publisher, source.title].some((text) => text.includes(acronym)));
}

/** The findings of one check as a list. */
export function asList(found: Finding | readonly Finding[] | undefined): readonly Finding[] {
  if (found === undefined) return [];
  return "rule" in found ? [found] : found;
}
