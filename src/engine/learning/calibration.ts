import { CONFIDENCES, type Confidence } from "../questions/confidence.ts";
import { verdictOf } from "../questions/marking.ts";
import { percentOf } from "../questions/score.ts";

/** `confidence` is null where nothing was said; `score` is from 0 to 1. */
export interface RatedAnswer { confidence: Confidence | null; score: number }

/** Shares are whole per cent, null where there are fewer than LEAST_RATED answers; `from` and `to` are what could well be true of all such answers. */
export interface Calibration { confidence: Confidence; answered: number; right: number; share: number | null; from: number | null; to: number | null }

/** Below this a share says next to nothing: with 9 answers its 95 % interval is over 50 points wide. */
export const LEAST_RATED = 10;

/**
 * How often answers were wholly right, for each degree of sureness; always three rows, in the order of CONFIDENCES. Partly right is not right: whoever is sure claims the whole answer.
 * Source: the calibration curve of Lichtenstein, Fischhoff and Phillips (1982), with words in the place of probabilities.
 */
export function calibrationOf(answers: readonly RatedAnswer[]): Calibration[] {
  return CONFIDENCES.map((confidence) => {
    const rated = answers.filter((answer) => answer.confidence === confidence);
    const right = rated.filter(({ score }) => verdictOf(score) === "correct").length;
    const counts = { confidence, answered: rated.length, right };
    if (rated.length < LEAST_RATED) return { ...counts, share: null, from: null, to: null };
    return { ...counts, share: percentOf(right, rated.length), ...intervalOf(right, rated.length) };
  });
}

/**
 * The 95 % score interval of a share, in whole per cent, rounded outwards.
 * @throws RangeError where `of` is not at least 1 or `right` is not among 0 to `of`.
 * Source: Wilson (1927), Probable inference, the law of succession, and statistical inference.
 */
export function intervalOf(right: number, of: number): { from: number; to: number } {
  if (!(of >= 1 && right >= 0 && right <= of)) throw new RangeError(`${right} of ${of} is no share.`);
  const [share, square] = [right / of, Z ** 2 / of];
  const middle = share + square / 2;
  const reach = Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of));
  const inPercent = (value: number) => Math.min(100, Math.max(0, (100 * value) / (1 + square)));
  return { from: right === 0 ? 0 : Math.floor(inPercent(middle - reach)), to: right === of ? 100 : Math.ceil(inPercent(middle + reach)) };
}

const Z = 1.96;
