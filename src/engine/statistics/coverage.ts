/** Fewer people than this are never shown by themselves where names are kept back. */
export const LEAST_GROUP = 5;

/** What came of one quiz in one team. `first` adds up the scores of first attempts, each from 0 to 1. */
export interface TeamResult { people: number; isAssigned: boolean; finished: number; passed: number; first: number }

/**
 * Counts of pairs of a person and a quiz. `finished` is out of `assigned`; `extra` was finished without being assigned.
 * `scored` pairs are those that `passed` and `first` are about.
 */
export interface Figures { assigned: number; finished: number; extra: number; scored: number; passed: number; first: number }

/** The figures of one quiz in one group of teams, everybody counted. */
export function figuresOf(results: readonly TeamResult[]): Figures {
  const given = results.filter((result) => result.isAssigned);
  const taken = sum(results, "finished");
  const finished = sum(given, "finished");
  return { assigned: sum(given, "people"), finished, extra: taken - finished, scored: taken, passed: sum(results, "passed"), first: sum(results, "first") };
}

/**
 * The same, telling nothing about fewer than `least` people: scores only where as many have finished, and those who were assigned the quiz
 * apart from the rest only where both sides are as many. Every total is added up from such figures, so none can be found by subtraction.
 */
export function guardedFiguresOf(results: readonly TeamResult[], least: number): Figures {
  const { assigned, finished, extra, ...scores } = figuresOf(results);
  const others = sum(results, "people") - assigned;
  const isTold = [assigned, others].every((people) => people === 0 || people >= least);
  const split = isTold ? { assigned, finished, extra } : { assigned: 0, finished: 0, extra: finished + extra };
  return { ...split, ...(scores.scored >= least ? scores : { scored: 0, passed: 0, first: 0 }) };
}

export function addUp(figures: readonly Figures[]): Figures {
  return {
    assigned: sum(figures, "assigned"), finished: sum(figures, "finished"), extra: sum(figures, "extra"),
    scored: sum(figures, "scored"), passed: sum(figures, "passed"), first: sum(figures, "first"),
  };
}

/** Whole per cent, or null where there is nothing to divide by. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((100 * part) / whole);
}

/**
 * Parts teams into groups that may be shown: each team by itself, but those under `least` people together, and with the next smallest
 * while they are still too few. Teams without people are left out; nothing comes back where all of them together are too few.
 */
export function groupSafely<Team extends { people: number }>(teams: readonly Team[], least: number): Team[][] {
  const bySize = teams.filter((team) => team.people > 0).sort((a, b) => a.people - b.people);
  let cut = bySize.filter((team) => team.people < least).length;
  while (cut > 0 && cut < bySize.length && sum(bySize.slice(0, cut), "people") < least) cut += 1;
  const merged = bySize.slice(0, cut);
  const alone = teams.filter((team) => team.people > 0 && !merged.includes(team)).map((team) => [team]);
  if (merged.length === 0) return alone;
  return sum(merged, "people") < least ? [] : [...alone, merged];
}

function sum<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
