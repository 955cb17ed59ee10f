import { randomFrom, type Random } from "../../lib/random.ts";
import { canFollow, isDone, MOST_ASKED, nextOfFree, type AdaptiveAnswer, type AdaptiveQuestion } from "./adaptive.ts";
import { expectedShare, poolScore } from "./pool-score.ts";
import { chanceRight, informationOf } from "./rasch.ts";

/** What came of made-up sittings of people of one ability (logits). Shares are per cent of the pool, `error` is in logits, `right` is the share of the asked questions that were right, 0 to 1; all are means but `ability` and `share`, their true score. */
export interface Trial { ability: number; share: number; asked: number; right: number; percent: number; halfRange: number; error: number }

/** Far below, below, at, above and far above what people are like on average. */
export const TRIAL_ABILITIES: readonly number[] = [-2, -1, 0, 1, 2];
const SITTINGS = 8;

/** Lets made-up people sit an adaptive quiz with this pool, who answer as Rasch says. The same pool and seed give the same trials. */
export function trialsOf(pool: readonly AdaptiveQuestion[], seed: string, most = MOST_ASKED): Trial[] {
  return TRIAL_ABILITIES.map((ability) => meanOf(ability, pool, Array.from({ length: SITTINGS }, (_, turn) => sit(pool, ability, randomFrom(`${seed}/${ability}/${turn}`), most))));
}

function sit(pool: readonly AdaptiveQuestion[], ability: number, random: Random, most: number): AdaptiveAnswer<AdaptiveQuestion>[] {
  const answered: AdaptiveAnswer<AdaptiveQuestion>[] = [];
  let free = [...pool];
  while (!isDone(answered, most)) {
    const question = nextOfFree(free, answered, random);
    if (!question) break;
    answered.push({ question, score: random() < chanceRight(ability, question.logits) ? 1 : 0 });
    free = free.filter((other) => canFollow(question, other));
  }
  return answered;
}

function meanOf(ability: number, pool: readonly AdaptiveQuestion[], sittings: readonly AdaptiveAnswer<AdaptiveQuestion>[][]): Trial {
  const logits = pool.map((question) => question.logits);
  const results = sittings.map((answered) => poolScore(answered.map(({ question, score }) => ({ difficulty: question.logits, score })), logits));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return {
    ability, share: 100 * expectedShare(ability, logits), asked: mean(sittings.map((answered) => answered.length)), right: mean(sittings.flat().map(({ score }) => score)),
    percent: mean(results.map(({ percent }) => percent)), halfRange: mean(results.map(({ least, most }) => (most - least) / 2)), error: mean(results.map(({ error }) => error)),
  };
}

/** What all questions of a pool together tell at an ability, all in logits (test information: Birnbaum 1968). */
export function poolInformation(ability: number, pool: readonly number[]): number {
  return pool.reduce((sum, difficulty) => sum + informationOf(ability, difficulty), 0);
}

/** The same for the `most` questions that tell most there. */
export function bestInformation(ability: number, pool: readonly number[], most: number): number {
  return pool.map((difficulty) => informationOf(ability, difficulty)).sort((a, b) => b - a).slice(0, most).reduce((sum, information) => sum + information, 0);
}
