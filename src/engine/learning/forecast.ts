import { daysLater } from "../../lib/zones.ts";
import { MOST_A_DAY } from "./choosing.ts";

/**
 * On which days there is something to refresh, and how many facts, if each day is taken as it comes: what is overdue begins today, and what a day has no room for
 * waits for the next. `dueDays` and `today` are days as 2026-01-05; so many days are looked at.
 */
export function forecastDays(dueDays: readonly string[], today: string, days: number): Map<string, number> {
  const due = new Map<string, number>();
  for (const day of dueDays) { const from = day < today ? today : day; due.set(from, (due.get(from) ?? 0) + 1); }
  const forecast = new Map<string, number>();
  let waiting = 0;
  for (let place = 0; place < days; place++) {
    const day = daysLater(today, place);
    waiting += due.get(day) ?? 0;
    const count = Math.min(MOST_A_DAY, waiting);
    if (count > 0) forecast.set(day, count);
    waiting -= count;
  }
  return forecast;
}
