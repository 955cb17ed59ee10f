import type { ItemFigures } from "./items.ts";
import type { OptionFigures } from "./option-figures.ts";

/** With fewer answers nothing is shown: one sound question in eight would look weak by chance alone. */
export const LEAST_SHOWN = 30;
/** With fewer answers figures are provisional: one sound question in sixteen still looks weak by chance. */
export const LEAST_SETTLED = 100;

/** `hidden`: too few answers to show anything. `provisional`: shown, and likely to move. */
export type Standing = "hidden" | "provisional" | "settled";

export function standingOf(answers: number): Standing {
  if (answers < LEAST_SHOWN) return "hidden";
  return answers < LEAST_SETTLED ? "provisional" : "settled";
}

/** What the figures say of a question, the gravest first. `tempting`: a wrong option that those choose who know more. */
export type Verdict = "key-doubtful" | "tempting" | "guessed" | "weak" | "too-easy" | "idle-options" | "sound";
export const VERDICTS: readonly Verdict[] = ["key-doubtful", "tempting", "guessed", "weak", "too-easy", "idle-options", "sound"];

/** Below this the question hardly tells apart who knows more: "very weak" in Moodle's reading aid (docs.moodle.org, Quiz statistics report). */
const WEAK = 20;
/** A question that more get right tells hardly anything, whatever its other figures are. */
const TOO_EASY = 0.95;
/** A correlation that is wholly below this many standard errors (1 / root of n) is no accident. */
const SURE = 1.64;

/** Everything that is to be said; `sound` alone where nothing is. `guess` is what blind guessing wins, 0 to 1. */
export function verdictsOn({ answers, facility, discrimination }: ItemFigures, options: readonly OptionFigures[], guess: number): Verdict[] {
  const noise = SURE / Math.sqrt(answers);
  const tells = discrimination === null ? null : discrimination / 100;
  const isDoubtful = tells !== null && tells < -noise;
  const found: [Verdict, boolean][] = [
    ["key-doubtful", isDoubtful],
    ["tempting", options.some(({ correct, isPicked, correlation }) => !correct && isPicked && correlation !== null && correlation > noise)],
    ["guessed", guess > 0 && facility < guess - noise * Math.sqrt(guess * (1 - guess))],
    ["weak", !isDoubtful && facility <= TOO_EASY && (tells === null || 100 * tells < WEAK)],
    ["too-easy", facility > TOO_EASY],
    ["idle-options", options.some(({ isPicked }) => !isPicked)],
  ];
  const verdicts = found.flatMap(([verdict, isSo]) => (isSo ? [verdict] : []));
  return verdicts.length === 0 ? ["sound"] : verdicts;
}

/** What a figure of the whole quiz says by Moodle's reading aid (docs.moodle.org/28, Quiz report statistics): mean 50 to 75 %, standard deviation 12 to 18 %, internal consistency over 75 % satisfactory and under 64 % not. */
export function readingOf(figure: "mean" | "sd" | "consistency", value: number | null): "low" | "fitting" | "high" | null {
  if (value === null) return null;
  const [from, to] = AIDS[figure];
  return value < from ? "low" : value > to ? "high" : "fitting";
}

const AIDS = { mean: [0.5, 0.75], sd: [0.12, 0.18], consistency: [64, 75] } as const;
