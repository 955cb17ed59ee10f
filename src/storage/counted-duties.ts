import type { Knex } from "knex";
import type { DutyLine } from "../engine/assignments/board.ts";
import { inPortions } from "./batches.ts";
import { stepsBefore } from "./path-steps.ts";
import type { Db } from "./tables.ts";

/** What people are required to take, in its newest round; nothing that they are exempt from. A duty is `d`, its assignment `s`. SQLite goes through the tables of a CROSS JOIN as they are written: a person has fewer duties than there are assignments. */
export function countedDuties(db: Db): Knex.QueryBuilder {
  const newer = db("duties as n").select(db.raw("1")).whereRaw("n.assignment_id = d.assignment_id AND n.person_id = d.person_id AND n.round > d.round");
  const rows: Knex.QueryBuilder = db("duties as d").crossJoin("assignments as s" as never).crossJoin("assignment_members as m" as never);
  return rows.whereRaw("s.id = d.assignment_id AND m.assignment_id = d.assignment_id AND m.person_id = d.person_id").where({ "s.required": 1 }).whereNull("s.ended_at").whereNull("m.left_on").whereNot("d.state", "exempt").whereNotExists(newer);
}

/** What one of several people is required to take. */
export type PersonDuty = DutyLine & { person_id: number };

/** Of these people, of quizzes that can be taken. */
export async function listDutiesOfPeople(db: Db, personIds: readonly number[]): Promise<PersonDuty[]> {
  const found: PersonDuty[] = [];
  for (const portion of inPortions(personIds, 500)) {
    const rows: PersonDuty[] = await countedDuties(db).join("quizzes as q", "q.id", "d.quiz_id").where("q.state", "published").whereIn("d.person_id", portion).orderBy(["d.assignment_id", "d.position"])
      .select("d.person_id", "d.assignment_id", "d.round", "d.quiz_id", "d.position", "d.state", "d.opens_on", "d.due_on", "d.counts_until", "s.late", "s.required", "s.done_when");
    found.push(...rows);
  }
  return found;
}

/** Whom a list shows: who has something to do now, who is late, or who has done something and has nothing left that can be opened. */
export type DutyFilter = "" | "todo" | "overdue" | "done";

/** Keeps those `people` who stand so with these quizzes on this day. What was missed is past its day, and nobody's to do any more. */
export function whereDuties(people: Knex.QueryBuilder, db: Db, filter: DutyFilter, quizIds: readonly number[], today: string): void {
  const own = () => countedDuties(db).whereRaw("d.person_id = people.id").whereIn("d.quiz_id", [...quizIds]).select(db.raw("1"));
  const open = () => own().where("d.state", "open").where((opened: Knex.QueryBuilder) => { void opened.whereNull("d.opens_on").orWhere("d.opens_on", "<=", today); }).whereRaw("NOT ?", [stepsBefore(db)]);
  if (filter === "overdue") void people.whereExists(open().where("d.due_on", "<", today));
  if (filter === "todo") void people.whereExists(open().where((counts: Knex.QueryBuilder) => { void counts.where("s.late", 1).orWhereNull("d.due_on").orWhere("d.due_on", ">=", today); }));
  if (filter === "done") void people.whereExists(own().where("d.state", "done")).whereNotExists(open());
}
