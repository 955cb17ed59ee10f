import { DAY } from "./clock.ts";
import { say, type Message } from "./messages.ts";

/** "Due today", "Due in 3 days", "2 days overdue": whole days, in UTC. */
export function dueInWords(dueAt: string, now: Date): Message {
  const days = dayOf(dueAt) - dayOf(now.toISOString());
  if (Date.parse(dueAt) >= now.getTime()) return say("due.ahead", { when: { days } });
  return days === 0 ? say("due.late-today") : say("due.late", { count: -days });
}

export function isOverdue(dueAt: string | null, now: Date): boolean {
  return dueAt !== null && Date.parse(dueAt) < now.getTime();
}

function dayOf(iso: string): number {
  return Math.floor(Date.parse(iso) / DAY);
}

/** "5 January 2026", in UTC. */
export function onDay(at: Date): string {
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** "5 January 2026, 09:00 UTC". */
export function onMinute(at: Date): string {
  return `${onDay(at)}, ${clockTime(at)}`;
}

/** "09:00 UTC": the minute that has begun, so that nobody comes too late by it. */
export function clockTime(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}
