import { dueInWords, isOverdue } from "../lib/due.ts";
import { say, type Message } from "../lib/messages.ts";
import type { NamedAttempt } from "../storage/attempts.ts";
import type { Duty } from "../storage/duties.ts";
import { triedOf, type Tried } from "./standings.ts";

/** What is asked of somebody about a quiz: its day in words, and how it was tried since it is asked. */
export interface AskedQuiz { duty: Duty; words: Message; overdue: boolean; tried: Tried | undefined }

/** `mine`: attempts of this learner, among them those at this quiz; practice in it is passed over. */
export function askedOf(duty: Duty, mine: readonly NamedAttempt[], today: string): AskedQuiz {
  const { due_on, quiz_id, counts_from } = duty;
  const since = mine.filter((attempt) => attempt.quiz_id === quiz_id && attempt.practice_of === null && (attempt.finished_at ?? "") >= counts_from);
  return { duty, words: due_on === null ? say("due.none") : dueInWords(due_on, today), overdue: isOverdue(due_on, today), tried: triedOf(since) };
}
