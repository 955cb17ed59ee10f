import { HOUR } from "../../lib/clock.ts";
import { daysLater } from "../../lib/zones.ts";

/** What of an assignment decides its days; all of them are 2026-01-31. `begins_on`: the day on which it was made. */
export interface Schedule { begins_on: string; opens_on: string | null; due_on: string | null; due_days: number | null; every_months: number | null; repeats: "date" | "completion" | null }
/** A round of an assignment. `counts_from`: the moment from which attempts count, '' where all of them do. */
export interface Round { number: number; opens_on: string | null; due_on: string | null; counts_from: string }

/** The day so many months later: the same day of the month, or its last one where it has no such day. It is counted from the first day, so that 31 January, 28 February, 31 March follow each other. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(date, last.getUTCDate())).padStart(2, "0")}`;
}

/** The round that `today` is in, the first one before it has opened. Only one that repeats by date has more. */
export function roundOn(schedule: Schedule, today: string): Round {
  const first = schedule.opens_on ?? schedule.begins_on;
  if (schedule.repeats !== "date" || schedule.every_months === null) return roundAt(schedule, 1);
  let number = 1;
  while (monthsAfter(first, number * schedule.every_months) <= today) number += 1;
  return roundAt(schedule, number);
}

function roundAt({ begins_on, opens_on, due_on, every_months }: Schedule, number: number): Round {
  if (number === 1) return { number, opens_on, due_on, counts_from: "" };
  const months = (number - 1) * (every_months ?? 0);
  const opens = monthsAfter(opens_on ?? begins_on, months);
  return { number, opens_on: opens, due_on: due_on && monthsAfter(due_on, months), counts_from: dawnOf(opens) };
}

/** The round after one that was completed on that day, once it has opened. */
export function roundAfter({ every_months, due_days }: Pick<Schedule, "every_months" | "due_days">, number: number, completedOn: string, today: string): Round | undefined {
  if (every_months === null) return undefined;
  const opens = monthsAfter(completedOn, every_months);
  return opens > today ? undefined : { number: number + 1, opens_on: opens, due_on: due_days === null ? null : daysLater(opens, due_days), counts_from: dawnOf(opens) };
}

/** The moment at which this day begins where it begins first (UTC+14): from then on somebody may have been asked. */
export function dawnOf(day: string): string {
  return `${daysLater(day, -1)}T10:00:00.000Z`;
}

/** The day that has begun somewhere by now. */
export function newestDay(at: Date): string {
  return new Date(at.getTime() + 14 * HOUR).toISOString().slice(0, 10);
}
