import type { History } from "./fitting.ts";
import { recallAfter } from "./memory.ts";
import { algorithmOf, type Weights } from "./scheduling.ts";

/** People differ by this much before anything is known of them: the standard deviation of the logarithm of their pace. */
const SPREAD = 1;
const STEP = 0.05;
const WIDEST = 3;

/**
 * How much longer one person's memories last than those of the installation as a whole, as a factor on stability; 1 where nothing is known. It is the likeliest one given
 * all answers of that person, with a log-normal prior around 1, so that a few answers move it little. Searched on a grid between a twentieth and twenty times.
 */
export function paceOf(histories: readonly History[], weights: Weights): number {
  const asked = histories.flatMap((history) => laterAnswers(history, weights));
  let [likeliest, least] = [0, Infinity];
  for (let log = -WIDEST; log <= WIDEST; log += STEP) {
    const cost = asked.reduce((sum, { stability, days, isRight, chance }) => {
      const right = chance + (1 - chance) * recallAfter(stability * Math.exp(log), days, weights[20]);
      return sum - Math.log(Math.max(1e-6, isRight ? right : 1 - right));
    }, (log / SPREAD) ** 2 / 2);
    if (cost < least) [likeliest, least] = [log, cost];
  }
  return Math.exp(likeliest);
}

interface LaterAnswer { stability: number; days: number; isRight: boolean; chance: number }

function laterAnswers(history: History, weights: Weights): LaterAnswer[] {
  const fsrs = algorithmOf(weights);
  let state: { stability: number; difficulty: number } | null = null;
  return history.flatMap(({ days, grade, chance }) => {
    const before = state;
    state = fsrs.next_state(state, days, grade);
    return before && days > 0 ? [{ stability: before.stability, days, isRight: grade > 1, chance }] : [];
  });
}
