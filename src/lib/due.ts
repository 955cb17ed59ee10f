import { DAY } from "./clock.ts";
import { say, type Message } from "./messages.ts";

/** "Due today", "Due in 3 days", "2 days overdue"; both are days on the clock of whoever reads, 2026-01-31. */
export function dueInWords(dueOn: string, today: string): Message {
  const days = (Date.parse(dueOn) - Date.parse(today)) / DAY;
  return days >= 0 ? say("due.ahead", { when: { days } }) : say("due.late", { count: -days });
}

export function isOverdue(dueOn: string | null, today: string): boolean {
  return dueOn !== null && dueOn < today;
}

/** "5 January 2026", in UTC. */
export function onDay(at: Date): string {
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
