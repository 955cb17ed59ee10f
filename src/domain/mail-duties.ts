import { expectedMinutes } from "../engine/generation/papers.ts";
import { say, type Message } from "../lib/messages.ts";
import { dayIn } from "../lib/zones.ts";
import type { Duty } from "../storage/duties.ts";

/** A quiz to finish, as mail tells of it. Days are as 2026-01-05: `given`, on the clock of whoever is told, when it became theirs to do, and `givenAt` the moment. `seconds` is how long it takes. */
export interface MailDuty { title: string; slug: string; seconds: number; given: string; givenAt: string; due: string | null; isRequired: boolean }

const USUAL_QUESTIONS = 5;
const DAY_LENGTH = 24 * 3600 * 1000;

export function mailDutyOf({ quiz, given_at, due_at, is_required }: Duty, zone: string): MailDuty {
  const seconds = quiz.expected_seconds ?? 60 * expectedMinutes(quiz.draw_count ?? USUAL_QUESTIONS);
  return { title: quiz.title, slug: quiz.slug, seconds, given: dayIn(zone, new Date(given_at)), givenAt: given_at, due: due_at?.slice(0, 10) ?? null, isRequired: is_required };
}

/** "Due today", "Due in 3 days", "2 days overdue". */
export function dueFrom(today: string, due: string): Message {
  const days = Math.round((Date.parse(due) - Date.parse(today)) / DAY_LENGTH);
  return days >= 0 ? say("due.ahead", { when: { days } }) : say("due.late", { count: -days });
}
