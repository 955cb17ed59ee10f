import { DAY } from "../../lib/clock.ts";

/** Days before something is due on which somebody is told of it again; 0 is the day itself. */
const BEFORE = [7, 3, 1, 0];
/** Once it is late, on the next day and then every so many days. */
const LATE_EVERY = 7;
/** Without a date, every so many days. */
const UNDATED_EVERY = 28;

/** What somebody has to do: the days on which it was given and is due, as 2026-01-05. */
export interface Dated { given: string; due: string | null }

/**
 * Whether somebody is to be reminded of something on `today`, when they were last written to on `last` (null: never): once when it is given, a week, three days and a day before it is due and on that day,
 * a day later and then weekly; without a date every four weeks. A turn that fell on a day without mail is taken on the next. Whatever else a mail was about counts as a reminder of this too, so that nobody is told
 * of one thing on Monday and of another on Tuesday. The rhythm is our own; research speaks for few, regular and short prompts (docs/decisions/036).
 */
export function isTimeToRemind({ given, due }: Dated, last: string | null, today: string): boolean {
  const [from, now] = [numberOf(given), numberOf(today)];
  const after = last === null ? from - 1 : numberOf(last);
  if (after < from) return now >= from;
  return due === null ? turnsUpTo(now, from, UNDATED_EVERY) > turnsUpTo(after, from, UNDATED_EVERY) : passed(now, from, numberOf(due)) > passed(after, from, numberOf(due));
}

/** How many turns have come by this day. */
function passed(day: number, from: number, due: number): number {
  return BEFORE.filter((before) => due - before > from && due - before <= day).length + (day > due ? 1 + turnsUpTo(day, due + 1, LATE_EVERY) : 0);
}

function turnsUpTo(day: number, from: number, every: number): number {
  return Math.max(0, Math.floor((day - from) / every));
}

function numberOf(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}
