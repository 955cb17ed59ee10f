import { standingIn, type PersonStanding } from "../../domain/standings-of-people.ts";
import type { ToldResult } from "../../domain/telling-results-apart.ts";
import { dayOf } from "../../domain/desk-rows.ts";
import { openStateIn, sortedOut, type OpenState } from "../../engine/assignments/board.ts";
import { groupBy } from "../../lib/groups.ts";
import type { Words } from "../../lib/messages.ts";
import type { PersonDuty } from "../../storage/counted-duties.ts";
import { listAttemptsOf, type NamedPerson, type PersonAttempt } from "../../storage/desk.ts";
import type { OpenQuiz } from "../../storage/quizzes.ts";
import type { Db } from "../../storage/tables.ts";
import { pointsInWords } from "../results.ts";

/** How somebody stands with a quiz that they are required to take; `due` is the day for what is open and counts. */
export interface CellDuty { state: OpenState | "done"; due: string | null }
/** What one person has done about one quiz. Points are those of the first, the best and the latest finished attempt. `duty`: where they are required to take it and names are shown. */
export interface PersonCell { state: "finished" | "open" | "waiting" | "none"; passed: boolean; first: Words; best: Words; latest: Words; tries: number; duty: CellDuty | undefined }
/** `name` is a pseudonym where names are kept back; `href` leads to the page about the person, null there, and `email` is empty. */
export interface PersonRow { name: string; email: string; href: string | null; cells: PersonCell[] }

/** These people beside each of these quizzes, in the order in which they are given. `duties`: what they are required to take. */
export async function listPersonRows(db: Db, people: readonly NamedPerson[], quizzes: readonly OpenQuiz[], duties: readonly PersonDuty[], at: Date): Promise<PersonRow[]> {
  const attempts = groupBy(await listAttemptsOf(db, people.map(({ id }) => id), quizzes.map(({ id }) => id)), (attempt) => `${attempt.person_id}/${attempt.quiz_id}`);
  const byPerson = groupBy(duties, ({ person_id }) => String(person_id));
  return people.map(({ id, name, email, public_id }) => {
    const asked = cellDuties(byPerson.get(String(id)) ?? [], at);
    return { name, email, href: `/desk/people/${public_id}`, cells: quizzes.map((quiz) => cellOf(attempts.get(`${id}/${quiz.id}`) ?? [], asked.get(quiz.id))) };
  });
}

const MOST_URGENT_FIRST: readonly CellDuty["state"][] = ["overdue", "missed", "todo", "later", "done"];

/** How one person stands with each quiz, on the day of the figures. */
function cellDuties(duties: readonly PersonDuty[], at: Date): Map<number, CellDuty> {
  const today = dayOf(at);
  const board = sortedOut(duties, today, at.toISOString());
  const stateOf = (duty: PersonDuty) => (duty.state === "open" ? openStateIn(board, duty, today) : "done");
  return new Map([...groupBy(duties, ({ quiz_id }) => String(quiz_id))].map(([quiz, its]) => {
    const states = its.map(stateOf);
    const days = its.flatMap(({ due_on, state }, place) => (due_on !== null && state === "open" && states[place] !== "missed" ? [due_on] : []));
    return [Number(quiz), { state: MOST_URGENT_FIRST.find((state) => states.includes(state))!, due: days.sort()[0] ?? null }];
  }));
}

function cellOf(attempts: readonly PersonAttempt[], duty: CellDuty | undefined): PersonCell {
  const standing = standingIn(attempts);
  if (standing) return { ...finishedCell(standing), duty };
  return { state: attempts.length > 0 ? "open" : duty ? "waiting" : "none", passed: false, first: "", best: "", latest: "", tries: 0, duty };
}

export function finishedCell({ passed, tries, first, best, latest }: PersonStanding | ToldResult): PersonCell {
  return { state: "finished", passed, tries, first: pointsInWords(first), best: pointsInWords(best), latest: pointsInWords(latest), duty: undefined };
}
