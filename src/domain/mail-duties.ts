import { expectedMinutes } from "../engine/generation/papers.ts";
import { dayIn } from "../lib/zones.ts";
import type { Duty } from "../storage/duties.ts";

/** A quiz to finish, as mail tells of it. Days are as 2026-01-05: `given`, on the clock of whoever is told, when it became theirs to do, and `givenAt` the moment. `seconds` is how long it takes. */
export interface MailDuty { title: string; slug: string; seconds: number; given: string; givenAt: string; due: string | null; isRequired: boolean }

const USUAL_QUESTIONS = 5;

export function mailDutyOf(duty: Duty, zone: string): MailDuty {
  const { quiz, due_on, required } = duty;
  const seconds = quiz.expected_seconds ?? 60 * expectedMinutes(quiz.draw_count ?? USUAL_QUESTIONS);
  const givenAt = givenAtOf(duty);
  return { title: quiz.title, slug: quiz.slug, seconds, given: dayIn(zone, new Date(givenAt)), givenAt, due: due_on, isRequired: required === 1 };
}

/** When it was assigned, opened or, for whoever joined later, noon of that day: the time of day is not known. */
function givenAtOf({ assigned_at, opens_on, joined_on }: Pick<Duty, "assigned_at" | "opens_on" | "joined_on">): string {
  const moments = [assigned_at, ...(opens_on === null ? [] : [`${opens_on}T00:00:00.000Z`]), ...(joined_on === null || joined_on <= assigned_at.slice(0, 10) ? [] : [`${joined_on}T12:00:00.000Z`])];
  return moments.sort().at(-1)!;
}
