import type { Knex } from "knex";
import type { DutyLine } from "../engine/assignments/board.ts";
import type { AssignmentException } from "./assignment-tables.ts";
import type { Db, Person, QuizState } from "./tables.ts";

/** A duty of somebody, open or not, with what asked for it. `path` is empty where the assignment has no title of its own. */
export interface DutyRecord extends DutyLine { public_id: string; path: string; title: string; slug: string; quiz_state: QuizState; done_at: string | null }

const MOST = 200;

/** All that is or was asked of somebody, the newest first; what assignments that ended asked stays where it was done. */
export async function listDutyRecords(db: Db, { id }: Pick<Person, "id">): Promise<DutyRecord[]> {
  const rows: Knex.QueryBuilder = db("duties as d").join("assignments as s", "s.id", "d.assignment_id").join("quizzes as q", "q.id", "d.quiz_id").where("d.person_id", id)
    .where((live: Knex.QueryBuilder) => { void live.whereNull("s.ended_at").orWhere("d.state", "done"); }).orderBy([{ column: "s.id", order: "desc" }, { column: "d.round", order: "desc" }, { column: "d.position" }]).limit(MOST)
    .select("d.assignment_id", "d.round", "d.quiz_id", "d.position", "d.state", "d.opens_on", "d.due_on", "d.counts_until", "d.done_at", "s.late", "s.required", "s.done_when", "s.public_id", "s.title as path", "q.title", "q.slug", "q.state as quiz_state");
  return (await rows) as DutyRecord[];
}

/** An assignment that asks somebody now, called by its title or its first quiz. */
export interface AskingAssignment { public_id: string; name: string }

export async function listAssignmentsAsking(db: Db, { id }: Pick<Person, "id">): Promise<AskingAssignment[]> {
  const first = db("assignment_quizzes as f").min("f.position").whereRaw("f.assignment_id = s.id");
  const rows: Knex.QueryBuilder = db("assignment_members as m").join("assignments as s", "s.id", "m.assignment_id").join("assignment_quizzes as a", "a.assignment_id", "s.id").join("quizzes as q", "q.id", "a.quiz_id")
    .where("m.person_id", id).whereNull("m.left_on").whereNull("s.ended_at").where("a.position", first).orderBy("s.id", "desc").select("s.public_id", "s.title as path", "q.title");
  return ((await rows) as { public_id: string; path: string; title: string }[]).map(({ public_id, path, title }) => ({ public_id, name: path || title }));
}

/** What one person was granted, with the assignment that it is about. */
export type OwnException = AssignmentException & { assignment: string; path: string };

export async function listExceptionsOf(db: Db, { id }: Pick<Person, "id">): Promise<OwnException[]> {
  const rows: Knex.QueryBuilder = db("assignment_exceptions as e").join("assignments as s", "s.id", "e.assignment_id").where("e.person_id", id).whereNull("s.ended_at").orderBy("e.id", "desc").select("e.*", "s.public_id as assignment", "s.title as path");
  return (await rows) as OwnException[];
}
