/** The levels of ability between which nearly everybody lies, in logits: where integrals are taken, at equal steps. */
export const GRID: readonly number[] = Array.from({ length: 81 }, (_, place) => -4 + place / 10);

/** How likely somebody of this ability is right, 0 to 1, on a question of this difficulty; both in logits (Rasch 1960). */
export function chanceRight(ability: number, difficulty: number): number {
  return 1 / (1 + Math.exp(difficulty - ability));
}

/** What an answer tells of an ability: P (1 - P), at most a quarter, where both are equal. */
export function informationOf(ability: number, difficulty: number): number {
  const right = chanceRight(ability, difficulty);
  return right * (1 - right);
}

/** An answer to a question of known difficulty, in logits. `score` is 0 to 1; a part counts as that share of being right. */
export interface RatedAnswer { difficulty: number; score: number }
/** In logits; `error` is the standard deviation of what could well be true. */
export interface Ability { ability: number; error: number }

/**
 * The ability that these answers speak for: the mean of the posterior over GRID with the prior N(0, 1), and its standard deviation (EAP: Bock and Mislevy 1982, Adaptive EAP estimation of ability in a microcomputer environment).
 * Without answers that is 0 and 1.
 */
export function abilityFrom(answers: readonly RatedAnswer[]): Ability {
  const logs = GRID.map((level) => answers.reduce((sum, { difficulty, score }) => sum + logLikelihood(level, difficulty, score), -(level ** 2) / 2));
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = weights.reduce((sum, weight, place) => sum + weight * GRID[place]!, 0) / total;
  const variance = weights.reduce((sum, weight, place) => sum + weight * (GRID[place]! - mean) ** 2, 0) / total;
  return { ability: mean, error: Math.sqrt(variance) };
}

/** Without overflow, however far apart the two are. */
export function logLikelihood(ability: number, difficulty: number, score: number): number {
  const distance = ability - difficulty;
  return score * distance - (distance > 0 ? distance + Math.log1p(Math.exp(-distance)) : Math.log1p(Math.exp(distance)));
}
