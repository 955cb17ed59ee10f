import type { Kind, Question } from "../question.ts";
import { missingExplanation, pictureWithoutWords } from "./explanation-checks.ts";
import type { Finding, LintContext } from "./finding.ts";
import { asList, trueFalseSeries, unexplainedAcronym, unfocusedStem } from "./focus-checks.ts";
import { grammaticalCue } from "./grammar-checks.ts";
import { convergence, longestOption, mixedClasses, nameLeak, repeatedNumber } from "./key-checks.ts";
import { combinedOptions, referringOptions, tellingTerms } from "./option-checks.ts";
import { matchingPairs, orderedLines, shortAnswer, toldFigure } from "./other-kinds.ts";
import { readQuestion, type Reading } from "./reading.ts";
import { wordRepeats } from "./repeat-checks.ts";
import { ambiguousStem, blankInTheMiddle, gratuitousInformation, negativeStem, staleStem, unscopedClaim, type Check } from "./stem-checks.ts";
import { keyCount, lostSequence, overlappingOptions } from "./truth-checks.ts";

/** A check is only ever given the kind that it is listed for. */
const only = (check: unknown) => check as Check;

const STEM = [ambiguousStem, unexplainedAcronym, gratuitousInformation, blankInTheMiddle, unfocusedStem, negativeStem, staleStem, unscopedClaim, missingExplanation, pictureWithoutWords];
const CHOICE = [
  ...STEM, mixedClasses, referringOptions, longestOption, trueFalseSeries, convergence, repeatedNumber, tellingTerms, wordRepeats,
  combinedOptions, grammaticalCue, lostSequence, keyCount, overlappingOptions, nameLeak,
].map(only);
const CHECKS: Record<Kind, readonly Check[]> = {
  single: CHOICE, multiple: CHOICE, true_false: [...STEM, only(keyCount)], spot: [...STEM, only(keyCount)], matching: [...STEM, only(matchingPairs)],
  ordering: [...STEM, only(orderedLines)], numeric: [...STEM, only(toldFigure)], short: [...STEM, only(shortAnswer)],
};

/**
 * The flaws of one question, in the order of the rules: the item-writing flaws of Moore et al. 2023 and SAQUET, made deterministic, and our own.
 * The same question and context give the same findings; nothing is changed and nothing is thrown, whatever the texts hold.
 * What needs knowledge of the world is judged as far as the context has it. Rules over several questions are in paper.ts.
 */
export function lint(question: Question, context: LintContext = {}): Finding[] {
  const reading: Reading = readQuestion(question);
  const found: Finding[] = [];
  for (const check of CHECKS[question.kind]) {
    const told = check(reading, context);
    if (told !== undefined) found.push(...asList(told));
  }
  return found.length > 1 ? found.sort((a, b) => a.number - b.number) : found;
}
