import type { Knex } from "knex";
import { boardOf, type Board, type DutyLine } from "../engine/assignments/board.ts";
import { listPublishedQuizzesByIds, type OpenQuiz } from "./quizzes.ts";
import { statement } from "./statements.ts";
import type { Db, Person } from "./tables.ts";
import { part } from "./together.ts";

/** A duty with its assignment: `step` of `steps`, of the path `path`, whose title is empty where it has none; attempts count that were finished from `counts_from` on. */
export interface OwnDuty extends DutyLine { public_id: string; path: string; steps: number; assigned_at: string; joined_on: string | null; counts_from: string }
/** A quiz that somebody should take; `due_on` is the last day for it, on their clock. */
export interface Duty extends OwnDuty { quiz: OpenQuiz }

/** What this person should do now, the most urgent first and those without a day last. `today` is the day on their clock. Pages, mail, calendars and files all ask here. */
export async function listDueFor(db: Db, person: Pick<Person, "id">, today: string, at: Date): Promise<Duty[]> {
  return (await listDutiesOf(db, person, today, at)).now;
}

/** All that is asked of this person. A withdrawn quiz waits until it is published again. */
export async function listDutiesOf(db: Db, person: Pick<Person, "id">, today: string, at: Date): Promise<Board<Duty>> {
  return boardOfLines(db, await openLines(db, person.id), today, at);
}

/** What is asked of this person now about one quiz, where something is. */
export async function findDutyAt(db: Db, person: Pick<Person, "id">, quizId: number, today: string, at: Date): Promise<Duty | undefined> {
  return findDutyAmong(db, await openLines(db, person.id), quizId, today, at);
}

/** The same where what is open has been read. */
export async function findDutyAmong(db: Db, rows: readonly OwnDuty[], quizId: number, today: string, at: Date): Promise<Duty | undefined> {
  return rows.some(({ quiz_id }) => quiz_id === quizId) ? (await boardOfLines(db, rows, today, at)).now.find(({ quiz_id }) => quiz_id === quizId) : undefined;
}

/** All of it, where what is open has been read. */
export async function boardOfLines(db: Db, rows: readonly OwnDuty[], today: string, at: Date): Promise<Board<Duty>> {
  const quizzes = new Map((await listPublishedQuizzesByIds(db, [...new Set(rows.map(({ quiz_id }) => quiz_id))])).map((quiz) => [quiz.id, quiz]));
  const duties = rows.flatMap((row) => { const quiz = quizzes.get(row.quiz_id); return quiz ? [{ ...row, steps: Number(row.steps), quiz }] : []; });
  const board = boardOf(duties, today, at.toISOString());
  return { ...board, now: board.now.sort(byUrgency) };
}

export const openLines = statement<[personId: number], OwnDuty>((db, personId) => {
  const query: Knex.QueryBuilder = db("duties as d").join("assignments as s", "s.id", "d.assignment_id").where({ "d.person_id": personId, "d.state": "open" }).orderBy(["d.assignment_id", "d.round", "d.position"]);
  return query.select("d.assignment_id", "d.round", "d.quiz_id", "d.position", "d.state", "d.opens_on", "d.due_on", "d.counts_until", "d.counts_from", "s.late", "s.required", "s.done_when", "s.public_id", "s.title as path", "s.created_at as assigned_at",
    db("assignment_members as m").where({ "m.assignment_id": db.ref("s.id"), "m.person_id": personId }).select("m.joined_on").as("joined_on"),
    db("assignment_quizzes as q").count("*").where("q.assignment_id", db.ref("s.id")).as("steps"));
});

export const openLinesPart = part(openLines, ["assignment_id", "round", "quiz_id", "position", "state", "opens_on", "due_on", "counts_until", "counts_from", "late", "required", "done_when", "public_id", "path", "assigned_at", "joined_on", "steps"]);

/** Lines that came in no order, assignment by assignment, round by round, step by step. */
export function inTurn(lines: readonly OwnDuty[]): OwnDuty[] {
  return lines.toSorted((one, other) => one.assignment_id - other.assignment_id || one.round - other.round || one.position - other.position);
}

function byUrgency(a: Duty, b: Duty): number {
  return b.required - a.required || (a.due_on ?? "9999").localeCompare(b.due_on ?? "9999") || a.quiz.title.localeCompare(b.quiz.title, "en");
}

/** The moment from which attempts count for the newest round of this quiz that this person has open; null where all of them do. */
export const roundStart = statement<[personId: number, quizId: number], { start: string | null }>((db, person_id, quiz_id) => db("duties").where({ person_id, quiz_id, state: "open" }).max({ start: "counts_from" }));
