import type { Knex } from "knex";
import type { Db } from "./tables.ts";

/** A duty whose day has come, of which webhooks were not told yet. */
export interface DueDuty { id: number; person_id: number; assignment_id: number; round: number; due_on: string; assignment: string; quiz: string }

/** Every clock that people chose, and null for those who chose none. */
export async function listClocks(db: Db): Promise<(string | null)[]> {
  const chosen = await db("reminders").distinct("time_zone");
  return [...new Set([null, ...chosen.map(({ time_zone }) => time_zone)])];
}

/** What active people with this clock have to do by a day from `first` to `last` and have not done, in portions; held until the transaction ends. */
export async function listUntoldDue(tx: Db, clock: string | null, first: string, last: string, limit: number): Promise<DueDuty[]> {
  const rows: Knex.QueryBuilder = tx("duties as d").join("assignments as s", "s.id", "d.assignment_id").join("quizzes as q", "q.id", "d.quiz_id").join("people as p", "p.id", "d.person_id")
    .where({ "d.state": "open", "q.state": "published" }).whereBetween("d.due_on", [first, last]).whereNull("s.ended_at").whereNull("p.deactivated_at").whereRaw("d.due_told_on IS DISTINCT FROM d.due_on")
    .where((mine) => void (clock === null ? mine.whereNotExists(hasClock(tx)) : mine.whereExists(hasClock(tx).where("r.time_zone", clock))))
    .orderBy(["d.assignment_id", "d.person_id", "d.round", "d.position"]).limit(limit)
    .select("d.id", "d.person_id", "d.assignment_id", "d.round", "d.due_on", "s.public_id as assignment", "q.slug as quiz");
  return (await rows) as DueDuty[];
}

function hasClock(db: Db): Knex.QueryBuilder {
  return db("reminders as r").where("r.person_id", db.ref("d.person_id")).whereNotNull("r.time_zone");
}

/** Says which of these nobody else has told meanwhile. */
export async function updateDueTold(tx: Db, ids: readonly number[]): Promise<Set<number>> {
  const rows = await tx("duties").whereIn("id", [...ids]).whereRaw("due_told_on IS DISTINCT FROM due_on").update({ due_told_on: tx.ref("due_on") as never }).returning("id");
  return new Set(rows.map(({ id }) => id));
}
