import { isPassed } from "../../engine/questions/score.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Words } from "../../lib/messages.ts";
import { listAttemptsOf, type PersonAttempt } from "../../storage/desk.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Db } from "../../storage/tables.ts";
import { pointsInWords } from "../results.ts";

/** What one person has done about one quiz. Points are those of the first, the best and the latest finished attempt. */
export interface PersonCell { state: "finished" | "open" | "waiting" | "none"; passed: boolean; first: Words; best: Words; latest: Words; tries: number }
/** `name` is a pseudonym where names are kept back; `href` leads to the page about the person, null there. */
export interface PersonRow { name: string; href: string | null; cells: PersonCell[] }

/** These people beside each of these quizzes, in the order in which they are given. */
export async function listPersonRows(db: Db, people: readonly { id: number; name: string; public_id?: string }[], quizzes: readonly OpenQuiz[], isAssigned: (quiz: OpenQuiz) => boolean): Promise<PersonRow[]> {
  const attempts = groupBy(await listAttemptsOf(db, people.map(({ id }) => id), quizzes.map(({ id }) => id)), (attempt) => `${attempt.person_id}/${attempt.quiz_id}`);
  return people.map(({ id, name, public_id }) => ({ name, href: public_id === undefined ? null : `/desk/people/${public_id}`, cells: quizzes.map((quiz) => cellOf(attempts.get(`${id}/${quiz.id}`) ?? [], isAssigned(quiz))) }));
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
