import { isPassed } from "../../engine/questions/score.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Words } from "../../lib/messages.ts";
import { listAttemptsIn, listPeopleIn, type DeskScope, type PersonAttempt } from "../../storage/desk.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Db } from "../../storage/tables.ts";
import { pointsInWords } from "../results.ts";

/** What one person has done about one quiz. Points are those of the first, the best and the latest finished attempt. */
export interface PersonCell { state: "finished" | "open" | "waiting" | "none"; passed: boolean; first: Words; best: Words; latest: Words; tries: number }
export interface PersonRow { id: number; public_id: string; name: string; cells: PersonCell[] }

/** Everybody of a team beside each of these quizzes. Only for installations that show names. */
export async function listPersonRows(db: Db, scope: DeskScope, quizzes: readonly OpenQuiz[], isAssigned: (quiz: OpenQuiz) => boolean): Promise<PersonRow[]> {
  const people = await listPeopleIn(db, scope);
  const attempts = groupBy(await listAttemptsIn(db, scope), (attempt) => `${attempt.person_id}/${attempt.quiz_id}`);
  return people.map(({ id, public_id, name }) => ({ id, public_id, name, cells: quizzes.map((quiz) => cellOf(attempts.get(`${id}/${quiz.id}`) ?? [], isAssigned(quiz))) }));
}

function cellOf(attempts: readonly PersonAttempt[], isAssigned: boolean): PersonCell {
  const finished = attempts.filter((attempt) => attempt.finished_at !== null);
  const [first] = finished;
  if (!first) return { state: attempts.length > 0 ? "open" : isAssigned ? "waiting" : "none", passed: false, first: "", best: "", latest: "", tries: 0 };
  const best = finished.reduce((top, other) => (shareOf(other) > shareOf(top) ? other : top));
  const passed = finished.some(({ score, of, pass_percent }) => isPassed(score ?? 0, of, pass_percent));
  return { state: "finished", passed, first: pointsInWords(first), best: pointsInWords(best), latest: pointsInWords(finished.at(-1)!), tries: finished.length };
}

function shareOf({ score, of }: PersonAttempt): number {
  return (score ?? 0) / of;
}
