import { listLiveAssignmentsFor } from "./assignments.ts";
import { listFinishedQuizIds } from "./attempts.ts";
import { listPublishedQuizzesByIds, type OpenQuiz } from "./quizzes.ts";
import type { Assignment, Db, Person } from "./tables.ts";
import { listTeams, withAbove } from "./teams.ts";

/** A quiz that was assigned and is not finished; `due_at` is the earliest date that any assignment names, `given_at` when it was first assigned. */
export interface Duty { quiz: OpenQuiz; due_at: string | null; given_at: string; is_required: boolean }

/** The most urgent first, those without a date last. */
export async function listDueFor(db: Db, person: Pick<Person, "id" | "team_id">): Promise<Duty[]> {
  const audience = withAbove(await listTeams(db), person.team_id).map((team) => team.id);
  const finished = await listFinishedQuizIds(db, person);
  const due = earliest((await listLiveAssignmentsFor(db, audience)).filter((assignment) => !finished.has(assignment.quiz_id)));
  const quizzes = await listPublishedQuizzesByIds(db, [...due.keys()]);
  return quizzes.map((quiz) => ({ quiz, is_required: true, ...due.get(quiz.id)! })).sort(byUrgency);
}

function earliest(assignments: readonly Assignment[]): Map<number, Pick<Duty, "due_at" | "given_at">> {
  const due = new Map<number, Pick<Duty, "due_at" | "given_at">>();
  for (const { quiz_id, due_at, created_at } of assignments) {
    const known = due.get(quiz_id);
    due.set(quiz_id, { due_at: [known?.due_at, due_at].filter((date) => typeof date === "string").sort()[0] ?? null, given_at: [known?.given_at ?? created_at, created_at].sort()[0]! });
  }
  return due;
}

function byUrgency(a: Duty, b: Duty): number {
  return (a.due_at ?? "9999").localeCompare(b.due_at ?? "9999") || a.quiz.title.localeCompare(b.quiz.title, "en");
}
