import { abilityFrom, chanceRight, type RatedAnswer } from "./rasch.ts";

/** What somebody would win of a whole pool, in whole per cent, and the range in which that lies in four cases of five. `ability` and `error` are in logits. */
export interface PoolScore { percent: number; least: number; most: number; ability: number; error: number }

/** Eight tenths of a normal curve lie within so many standard errors. */
const FOUR_OF_FIVE = 1.2816;

/** The score of a whole pool that a few answers speak for: the expected share of points at the ability shown, over the difficulties in logits of every question of the pool (the true score of Lord 1980). Cut, not rounded. */
export function poolScore(answers: readonly RatedAnswer[], pool: readonly number[]): PoolScore {
  const { ability, error } = abilityFrom(answers);
  const percentAt = (level: number) => Math.floor(100 * expectedShare(level, pool) + 1e-6);
  return { percent: percentAt(ability), least: percentAt(ability - FOUR_OF_FIVE * error), most: percentAt(ability + FOUR_OF_FIVE * error), ability, error };
}

/** The share of points, 0 to 1, that somebody of this ability is expected to win of these questions. 0 without any. */
export function expectedShare(ability: number, pool: readonly number[]): number {
  return pool.reduce((sum, difficulty) => sum + chanceRight(ability, difficulty), 0) / Math.max(1, pool.length);
}
