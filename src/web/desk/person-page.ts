import { openStateIn, sortedOut, type OpenState } from "../../engine/assignments/board.ts";
import { TEAMLESS, type DeskTeam } from "../../domain/desk-scope.ts";
import { dayIn } from "../../lib/zones.ts";
import { listGradedAnswers } from "../../storage/answers.ts";
import { listAssignmentsAsking, listDutyRecords, listExceptionsOf, type AskingAssignment, type DutyRecord, type OwnException } from "../../storage/duty-records.ts";
import { listMemories } from "../../storage/memories.ts";
import { findPersonByPublicId } from "../../storage/people.ts";
import { listEveryPublishedQuiz, type OpenQuiz } from "../../storage/quizzes.ts";
import { findReminders } from "../../storage/reminders.ts";
import type { Db, Person } from "../../storage/tables.ts";
import { findTeam } from "../../storage/teams.ts";
import type { Form } from "../http/forms.ts";
import type { Reader } from "./pages.ts";
import { listPersonRows, type PersonCell } from "./people.ts";
import { knowledgeOf, type PersonKnowledge } from "./person-topics.ts";

/** A duty that cannot be opened yet is `later`, whatever its day. */
export interface DutyShown { duty: DutyRecord; state: "done" | "exempt" | OpenState }
/** One person as their manager sees them. `target` is the readiness that the installation aims at, from 0 to 1. */
export interface PersonPage {
  person: Pick<Person, "public_id" | "name" | "job_title">; team: DeskTeam; duties: DutyShown[]; asking: AskingAssignment[]; exceptions: OwnException[]; results: { quiz: OpenQuiz; cell: PersonCell }[];
  knowledge: PersonKnowledge; target: number; form: Form;
}

/** Somebody of the teams that this reader sees, where names are shown; nobody else, nor who has left. */
export async function findPersonWithin({ db, rules, scope }: Reader, publicId: string): Promise<{ person: Person; team: DeskTeam } | undefined> {
  const person = rules.mode === "named" ? await findPersonByPublicId(db, publicId) : undefined;
  if (!person || person.deactivated_at !== null) return undefined;
  const team = scope.find(person.team_id === null ? TEAMLESS : (await findTeam(db, person.team_id))?.public_id ?? "");
  return team && { person, team };
}

export async function personPage(reader: Reader, { person, team }: { person: Person; team: DeskTeam }, zone: string, form: Form): Promise<PersonPage> {
  const { db, at, rules: { target } } = reader;
  const { public_id, name, job_title } = person;
  return {
    person: { public_id, name, job_title }, team, target, form, duties: await dutiesOf(db, person, zone, at), asking: await listAssignmentsAsking(db, person), exceptions: await listExceptionsOf(db, person),
    results: await resultsOf(db, person, at), knowledge: knowledgeOf(await listGradedAnswers(db, person), await listMemories(db, person.id), at),
  };
}

const ORDER: DutyShown["state"][] = ["overdue", "todo", "later", "missed", "done", "exempt"];

/** What is late or waits comes first, the nearest day before the others. Days are theirs, on their clock. */
async function dutiesOf(db: Db, person: Person, zone: string, at: Date): Promise<DutyShown[]> {
  const today = dayIn((await findReminders(db, person.id)).time_zone ?? zone, at);
  const duties = await listDutyRecords(db, person);
  const board = sortedOut(duties.filter(({ quiz_state }) => quiz_state === "published"), today, at.toISOString());
  const shown = duties.map((duty): DutyShown => ({ duty, state: duty.state === "open" ? openStateIn(board, duty, today) : duty.state }));
  return shown.toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || (one.state === "done" ? (other.duty.done_at ?? "").localeCompare(one.duty.done_at ?? "") : (one.duty.due_on ?? "9999").localeCompare(other.duty.due_on ?? "9999")));
}

async function resultsOf(db: Db, person: Person, at: Date): Promise<PersonPage["results"]> {
  const quizzes = await listEveryPublishedQuiz(db);
  const [row] = await listPersonRows(db, [person], quizzes, [], at);
  return quizzes.map((quiz, place) => ({ quiz, cell: row!.cells[place]! })).filter(({ cell }) => cell.state === "finished" || cell.state === "open");
}
