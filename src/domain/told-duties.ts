import { toldTogether, type Told } from "../engine/statistics/disclosure.ts";
import type { FigureRow } from "../storage/told-figures.ts";

/** What these are read from (engine/statistics/contributions.ts). */
export const DUTY_MEASURES = ["assigned", "reached", "closed"] as const;
/** How far people are with what they have to do, in pairs of a person and a quiz. `later`: what opens on a day to come; it is not among what is assigned, unless it is known to be done. */
export interface ToldDuties { assigned: number; later: number; finished: Told; overdue: Told }

/** What is past its day, not done, and can be opened is overdue: a step of a path is not as long as the one before it is open. */
export function toldDuties(rows: readonly (Told & Pick<FigureRow, "measure" | "is_over">)[]): ToldDuties {
  const sum = (measure: (typeof DUTY_MEASURES)[number], isOver?: 0 | 1) => toldTogether(rows.filter((row) => row.measure === measure && (isOver === undefined || row.is_over === isOver)));
  const [given, closed, late, reached] = [sum("assigned"), sum("closed", 0), sum("assigned", 1), sum("reached", 1)];
  const later = Math.max(0, closed.people - closed.low);
  const assigned = given.people - later;
  const canBeDone = { low: late.people - reached.people + reached.low, high: late.people - reached.people + reached.high };
  const finished = { people: assigned, low: Math.min(assigned, given.low), high: Math.min(assigned, given.high) };
  return { assigned, later, finished, overdue: { people: late.people, low: Math.max(0, canBeDone.low - late.high), high: Math.max(0, canBeDone.high - late.low) } };
}
