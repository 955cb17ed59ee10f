import { CLOSE_ENOUGH, MOST_ASKED } from "./adaptive.ts";
import { bestInformation, type Trial } from "./adaptive-trial.ts";

/** What is wrong with a pool: `small`, everybody is asked much the same; `runs-out`, people are asked fewer than they should be; `few-easy` and `few-hard`, little is told there; `coarse`, results are wide; `guessed`, difficulties are predicted for the most part. */
export type PoolFlaw = "small" | "runs-out" | "few-easy" | "few-hard" | "coarse" | "guessed";

/** A question tells a quarter at most where it fits exactly; less than this on average, and most of those that are asked fit badly. */
const FITTING = 0.17;
const COARSE = 20;
/** Answers from which on a calibrated difficulty says more than a predicted one. */
export const CALIBRATED_FROM = 30;

/** Whether a pool is good enough, from the difficulties (logits) and numbers of answers of its questions and from its trials. */
export function poolFlaws(pool: readonly { logits: number; answers: number }[], trials: readonly Trial[], most = MOST_ASKED): PoolFlaw[] {
  const logits = pool.map((question) => question.logits);
  const isThin = (ability: number) => bestInformation(ability, logits, most) < FITTING * most;
  const calibrated = pool.filter(({ answers }) => answers >= CALIBRATED_FROM).length;
  const found: [PoolFlaw, boolean][] = [
    ["small", pool.length < 2 * most], ["runs-out", trials.some(({ asked, error }) => asked < most - 0.5 && error > CLOSE_ENOUGH)],
    ["few-easy", isThin(-1.5)], ["few-hard", isThin(1.5)], ["coarse", trials.some(({ halfRange }) => halfRange > COARSE)], ["guessed", calibrated * 2 < pool.length],
  ];
  return found.flatMap(([flaw, isThere]) => (isThere ? [flaw] : []));
}
