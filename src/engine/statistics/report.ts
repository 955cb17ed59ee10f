import { groupBy } from "../../lib/groups.ts";
import { effectiveWeights, intendedWeight, itemFigures, type AnswerTally, type ItemFigures } from "./items.ts";
import { momentsOf, type Counted } from "./moments.ts";
import { quizFigures, type QuizFigures } from "./quiz-figures.ts";

/** Attempts that came out alike: `score` of `of` is the result, `total` of `lines` the same without what is withdrawn. */
export interface AttemptCount { score: number; of: number; total: number; lines: number; attempts: number }
/** Answers to one item, by its number, that won `score` in attempts with that total. */
export interface AnswerCount { item: number; score: number; total: number; lines: number; answers: number }
/** What was won in one place of the paper. */
export interface SlotCount { position: number; score: number; answers: number }

/** `isDrawn`: papers are drawn from a pool, so that items stand for no share of the total. `withdrawn`: items that are in no total. */
export interface ReportRules { isDrawn: boolean; withdrawn: ReadonlySet<number> }

export interface ItemReport extends ItemFigures { item: number; effective: number | null; intended: number | null }
export interface QuizReport { attempts: number; quiz: QuizFigures | null; items: ItemReport[] }

/**
 * The statistics of one quiz from its tallies; what was withdrawn has figures of its own and is in no other. Results are shares of what there was to win. Where attempts had different numbers of
 * questions, the rest is a share too, and nothing is said of consistency.
 */
export function reportOf({ attempts, answers, slots }: { attempts: readonly AttemptCount[]; answers: readonly AnswerCount[]; slots: readonly SlotCount[] }, rules: ReportRules): QuizReport {
  const items = [...groupBy(answers, ({ item }) => String(item)).values()].map((tally) => {
    const { item } = tally[0]!;
    return { item, ...itemFigures(answerTally(tally, rules.isDrawn || rules.withdrawn.has(item), isUneven(attempts))) };
  });
  const counted = items.filter(({ item }) => !rules.withdrawn.has(item));
  const weights = new Map(rules.isDrawn ? [] : effectiveWeights(counted).map((weight, place) => [counted[place]!.item, weight] as const));
  const intended = rules.isDrawn ? null : intendedWeight(counted.length);
  return {
    attempts: attempts.reduce((sum, each) => sum + each.attempts, 0), quiz: wholeOf(attempts, rules.isDrawn ? slotVariances(slots) : counted.map(({ sd }) => (sd === null ? null : sd ** 2))),
    items: items.map((item) => ({ ...item, effective: weights.get(item.item) ?? null, intended: weights.has(item.item) ? intended : null })),
  };
}

/** Whether the attempts had different numbers of questions. */
export function isUneven(attempts: readonly Pick<AttemptCount, "lines">[]): boolean {
  return new Set(attempts.map(({ lines }) => lines)).size > 1;
}

/** What an answer's attempt won besides it: its whole total where the item is no part of it. */
export function restOf({ score, total, lines }: Omit<AnswerCount, "item" | "answers">, isApart: boolean, uneven: boolean): number {
  const [rest, others] = isApart ? [total, lines] : [total - score, lines - 1];
  return uneven ? rest / Math.max(1, others) : rest;
}

function answerTally(tally: readonly AnswerCount[], isApart: boolean, uneven: boolean): AnswerTally[] {
  return tally.map((answer) => ({ score: answer.score, rest: restOf(answer, isApart, uneven), count: answer.answers }));
}

function wholeOf(attempts: readonly AttemptCount[], items: readonly (number | null)[]): QuizFigures | null {
  const counted = attempts.filter(({ of }) => of > 0);
  if (counted.length === 0) return null;
  const totals = isUneven(counted) ? [] : counted.map(({ total, attempts: count }): Counted => ({ value: total, count }));
  return quizFigures({ shares: counted.map(({ score, of, attempts: count }) => ({ value: score / of, count })), totals, items, points: counted[0]!.lines });
}

function slotVariances(slots: readonly SlotCount[]): (number | null)[] {
  return [...groupBy(slots, ({ position }) => String(position)).values()].map((slot) => momentsOf(slot.map(({ score, answers }) => ({ value: score, count: answers }))).variance);
}

/** Results in ten steps of ten per cent, the last with 100 %: how many attempts reached each. */
export function spreadOf(attempts: readonly AttemptCount[]): number[] {
  const steps = Array.from({ length: 10 }, () => 0);
  for (const { score, of, attempts: count } of attempts) if (of > 0) steps[Math.min(9, Math.floor((10 * score) / of + 1e-9))]! += count;
  return steps;
}
