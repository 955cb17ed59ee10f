import { toldTogether, type Told } from "../engine/statistics/disclosure.ts";
import type { FigureRow } from "../storage/told-figures.ts";

/** What these are read from (engine/statistics/contributions.ts). */
export const DUTY_MEASURES = ["assigned", "reached"] as const;
/** How far people are with what they have to do, in pairs of a person and a quiz. */
export interface ToldDuties { assigned: number; finished: Told; overdue: Told }

/** What is past its day, not done, and can be opened is overdue: a step of a path is not as long as the one before it is open. */
export function toldDuties(rows: readonly (Told & Pick<FigureRow, "measure" | "is_over">)[]): ToldDuties {
  const sum = (measure: (typeof DUTY_MEASURES)[number], isOver?: 1) => toldTogether(rows.filter((row) => row.measure === measure && (isOver === undefined || row.is_over === isOver)));
  const [assigned, late, reached] = [sum("assigned"), sum("assigned", 1), sum("reached", 1)];
  const canBeDone = { low: late.people - reached.people + reached.low, high: late.people - reached.people + reached.high };
  return { assigned: assigned.people, finished: assigned, overdue: { people: late.people, low: Math.max(0, canBeDone.low - late.high), high: Math.max(0, canBeDone.high - late.low) } };
}
