import { standingIn, type PersonStanding } from "../../domain/standings-of-people.ts";
import type { ToldResult } from "../../domain/telling-results-apart.ts";
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
export async function listPersonRows(db: Db, people: readonly { id: number; name: string; public_id: string }[], quizzes: readonly OpenQuiz[], isAssigned: (quiz: OpenQuiz) => boolean): Promise<PersonRow[]> {
  const attempts = groupBy(await listAttemptsOf(db, people.map(({ id }) => id), quizzes.map(({ id }) => id)), (attempt) => `${attempt.person_id}/${attempt.quiz_id}`);
  return people.map(({ id, name, public_id }) => ({ name, href: `/desk/people/${public_id}`, cells: quizzes.map((quiz) => cellOf(attempts.get(`${id}/${quiz.id}`) ?? [], isAssigned(quiz))) }));
}

function cellOf(attempts: readonly PersonAttempt[], isAssigned: boolean): PersonCell {
  const standing = standingIn(attempts);
  return standing ? finishedCell(standing) : { state: attempts.length > 0 ? "open" : isAssigned ? "waiting" : "none", passed: false, first: "", best: "", latest: "", tries: 0 };
}

export function finishedCell({ passed, tries, first, best, latest }: PersonStanding | ToldResult): PersonCell {
  return { state: "finished", passed, tries, first: pointsInWords(first), best: pointsInWords(best), latest: pointsInWords(latest) };
}
