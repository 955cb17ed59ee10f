import { say } from "../../../../lib/messages.ts";
import { defaultMarkOf, fractionOf, topOf, type Key, type Marked } from "./marking.ts";
import { QtiError } from "./qti-error.ts";
import type { Choice, ItemPart } from "./single-choice.ts";
import { telling, type Tellable } from "./telling.ts";

const MOST_SWAPS = 200;

/**
 * Every choice is tried alone, with the right ones and without each of them. Two ways of marking are known: a sum over the choices, never below nothing and never above everything,
 * and all or nothing. Whatever fits neither is refused. `counts` says that all or nothing is only written so, and each choice counts (Canvas).
 */
export function readMultipleChoice(key: Key, choices: readonly Choice[], shuffle: boolean, counts = false): ItemPart {
  const ids = choices.map(({ id }) => id);
  const alone = new Map(ids.map((id) => [id, key.mark([id])]));
  const right = rightOnes(key, ids, alone);
  const all = key.mark(right);
  const top = topOf(key, all.score);
  const shares = sharesOf(key, ids, alone, right, { best: all.score, top });
  const fractions = shares ? ids.map((id) => fractionOf(shares.get(id)!, top, key.note)) : ids.map((id) => evenShare(right.includes(id), right.length));
  if (!shares && !counts) key.note(say("qti.all-or-nothing"));
  return partOf(key, choices, fractions, { alone, all, top, shuffle });
}

function rightOnes(key: Key, ids: readonly string[], alone: ReadonlyMap<string, Marked>): string[] {
  const known = new Set(ids);
  const correct = key.correct.map(String).filter((id) => known.has(id));
  const scoring = ids.filter((id) => alone.get(id)!.score > 0);
  const tries = [scoring, correct].filter((tried) => tried.length > 0);
  const best = tries.toSorted((one, other) => key.mark(other).score - key.mark(one).score)[0];
  if (!best) throw new QtiError(say("qti.no-right-answer"), key.line);
  return best;
}

/** What each choice adds; undefined where all must be right for anything. */
function sharesOf(
  key: Key, ids: readonly string[], alone: ReadonlyMap<string, Marked>, right: readonly string[], { best, top }: { best: number; top: number },
): Map<string, number> | undefined {
  const withIt = new Map(ids.filter((id) => !right.includes(id)).map((id) => [id, key.mark([...right, id]).score]));
  const without = new Map(right.map((id) => [id, key.mark(right.filter((other) => other !== id)).score]));
  const others = swapsOf(ids, right).map((given) => ({ given, score: key.mark(given).score }));
  const isAllOrNothing = right.length > 1 && [...withIt.values(), ...without.values(), ...others.map(({ score }) => score)].every((score) => score <= 0);
  if (isAllOrNothing && right.every((id) => alone.get(id)!.score <= 0)) return undefined;
  const shares = new Map(ids.map((id) => [id, right.includes(id) ? alone.get(id)!.score : lossOf(alone.get(id)!.score, withIt.get(id)! > 0 ? withIt.get(id)! - best : -top)]));
  const isSum = (given: readonly string[], score: number) => isNear(Math.min(Math.max(given.reduce((sum, id) => sum + shares.get(id)!, 0), 0), best), Math.max(score, 0), best);
  const isLinear = [...withIt].every(([id, score]) => isSum([...right, id], score)) && [...without].every(([id, score]) => isSum(right.filter((other) => other !== id), score))
    && others.every(({ given, score }) => isSum(given, score));
  if (!isLinear || !isSum(right, best)) throw new QtiError(say("qti.unknown-marking"), key.line);
  return shares;
}

/** The right ones with a wrong one in the place of one of them. */
function swapsOf(ids: readonly string[], right: readonly string[]): string[][] {
  const wrong = ids.filter((id) => !right.includes(id));
  return right.flatMap((out) => wrong.map((id) => [...right.filter((other) => other !== out), id])).slice(0, MOST_SWAPS);
}

/** A wrong choice alone tells its loss where scores may fall below nothing; elsewhere what it takes from the right ones does, which is everything where nothing is left. */
function lossOf(alone: number, taken: number): number {
  return alone < 0 ? alone : Math.min(taken, 0);
}

function isNear(one: number, other: number, best: number): boolean {
  return Math.abs(one - other) <= 1e-6 * best + 1e-9;
}

function evenShare(isRight: boolean, count: number): number {
  return Math.round((isRight ? 1 : -1) / count * 1e7) / 1e7;
}

interface Found { alone: ReadonlyMap<string, Marked>; all: Marked; top: number; shuffle: boolean }

/** Feedback of a choice is shown with others too, so only that of no choice is sorted by how right the whole response is. */
function partOf(key: Key, choices: readonly Choice[], fractions: readonly number[], { alone, all, top, shuffle }: Found): ItemPart {
  const tried: Tellable[] = choices.map(({ id }) => ({ id, fraction: alone.get(id)!.score / top, marked: alone.get(id)! }));
  const whole: Tellable = { id: "", fraction: 1, marked: withoutOwn(key, all, choices) };
  const { general, correct, partly, incorrect, own } = telling(key, [...tried, whole]);
  return {
    type: "multichoice", single: false, shuffle, defaultMark: defaultMarkOf(key, top), generalFeedback: general,
    correctFeedback: correct + own.at(-1)!, partlyFeedback: partly, incorrectFeedback: incorrect,
    answers: choices.map(({ html }, place) => ({ text: html, format: "html", fraction: fractions[place]!, feedback: own[place]! })),
  };
}

function withoutOwn(key: Key, all: Marked, choices: readonly Choice[]): Marked {
  const own = new Set(choices.map(({ id }) => id));
  return { score: all.score, shown: new Set([...all.shown].filter((place) => !own.has(key.told[place]!.choice ?? key.told[place]!.of))) };
}
