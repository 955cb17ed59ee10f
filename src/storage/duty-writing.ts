import type { Round } from "../engine/assignments/rounds.ts";
import type { Assignment } from "./assignment-tables.ts";
import { portionsOf, rowsOf, within, type Scope } from "./audience-members.ts";
import { insertInBatches } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";

/** Gives everybody in the audience the duties of this round, and those who have them their days as they are now. What is done stays. Says how many it touched, where that `isTold`. */
export async function writeRound(tx: Db, assignment: Assignment, round: Round, scope: Scope, isTold: boolean): Promise<number> {
  const opens = round.opens_on ?? assignment.created_at.slice(0, 10);
  const values = { assignment: assignment.id, round: round.number, opens, opensOn: round.opens_on, dueOn: round.due_on, from: round.counts_from };
  let touched = 0;
  for (const part of portionsOf(scope)) {
    const rows = await rowsOf(tx, `INSERT INTO duties (assignment_id, person_id, round, quiz_id, position, state, opens_on, due_on, counts_from)
      SELECT m.assignment_id, m.person_id, CAST(:round AS integer), q.quiz_id, q.position, ${stateOf("m")}, CAST(:opensOn AS text), ${extended("m", ":round", dueFor(tx, assignment, round))}, CAST(:from AS text)
      FROM assignment_members m JOIN assignment_quizzes q ON q.assignment_id = m.assignment_id WHERE m.assignment_id = :assignment AND m.left_on IS NULL${within(part, "m.person_id", "m.assignment_id")}
      ${OR_UPDATE} ${isTold ? "RETURNING id" : ""}`, values);
    touched += rows.length;
  }
  return touched;
}

const OR_UPDATE = `ON CONFLICT (assignment_id, person_id, round, quiz_id) DO UPDATE SET state = excluded.state, opens_on = excluded.opens_on, due_on = excluded.due_on, position = excluded.position WHERE duties.state <> 'done'
  AND (duties.state <> excluded.state OR duties.opens_on IS DISTINCT FROM excluded.opens_on OR duties.due_on IS DISTINCT FROM excluded.due_on OR duties.position <> excluded.position)`;

/** Whoever joined after it began has at least the days of a joiner. */
function dueFor(db: Db, { due_days }: Assignment, { due_on }: Round): string {
  const own = due_days === null ? "CAST(NULL AS text)" : daysAfter(db, "CASE WHEN m.joined_on > :opens THEN m.joined_on ELSE CAST(:opens AS text) END", due_days);
  if (due_on === null) return own;
  return due_days === null ? "CAST(:dueOn AS text)" : `CASE WHEN m.joined_on > :opens AND ${own} > :dueOn THEN ${own} ELSE CAST(:dueOn AS text) END`;
}

function daysAfter(db: Db, day: string, days: number): string {
  return isPostgresDb(db) ? `to_char(CAST(${day} AS date) + ${Number(days)}, 'YYYY-MM-DD')` : `date(${day}, '+${Number(days)} days')`;
}

function extended(row: string, round: string, due: string): string {
  return `COALESCE((SELECT e.due_on FROM assignment_exceptions e WHERE e.assignment_id = ${row}.assignment_id AND e.person_id = ${row}.person_id AND e.kind = 'extension' AND e.round = ${round}), ${due})`;
}

function stateOf(row: string): string {
  return `CASE WHEN EXISTS (SELECT 1 FROM assignment_exceptions e WHERE e.assignment_id = ${row}.assignment_id AND e.person_id = ${row}.person_id AND e.kind = 'exemption') THEN 'exempt' ELSE 'open' END`;
}

/** Later rounds of one that repeats after each completion: their days follow the choice of days and what was granted. */
export async function updateLaterRounds(tx: Db, { id, due_days }: Assignment, scope: Scope): Promise<void> {
  const due = extended("duties", "duties.round", due_days === null ? "NULL" : daysAfter(tx, "duties.opens_on", due_days));
  for (const part of portionsOf(scope)) await tx.raw(`UPDATE duties SET due_on = ${due}, state = ${stateOf("duties")} WHERE assignment_id = ${Number(id)} AND round > 1 AND state <> 'done'${within(part, "person_id", "assignment_id")} AND (due_on IS DISTINCT FROM ${due} OR state <> ${stateOf("duties")})`);
}

/** Who has completed their newest round by then, on the day of the moment `completed_at`. */
export async function listCompleted(db: Db, { id }: Assignment, until: string, scope: Scope): Promise<{ person_id: number; round: number; completed_at: string; time_zone: string | null }[]> {
  return (await Promise.all(portionsOf(scope).map((part) => rowsOf<{ person_id: number; round: number; completed_at: string; time_zone: string | null }>(db, `SELECT d.person_id, d.round, max(d.done_at) AS completed_at, max(r.time_zone) AS time_zone
    FROM duties d JOIN assignment_members m ON m.assignment_id = d.assignment_id AND m.person_id = d.person_id AND m.left_on IS NULL LEFT JOIN reminders r ON r.person_id = d.person_id
    WHERE d.assignment_id = ${Number(id)}${within(part, "d.person_id", "d.assignment_id")} AND NOT EXISTS (SELECT 1 FROM duties n WHERE n.assignment_id = d.assignment_id AND n.person_id = d.person_id AND n.round > d.round)
    GROUP BY d.person_id, d.round HAVING count(d.done_at) = count(*) AND max(d.done_at) < :until`, { until })))).flat();
}

/** A further round for single people; whoever comes second writes nothing. */
export async function insertRounds(tx: Db, { id }: Assignment, rounds: readonly (Round & { person_id: number })[], quizIds: readonly number[]): Promise<void> {
  const rows = rounds.flatMap(({ person_id, number, opens_on, due_on, counts_from }) => quizIds.map((quiz_id, index) => ({ assignment_id: id, person_id, round: number, quiz_id, position: index + 1, state: "open", opens_on, due_on, counts_from })));
  const fresh = [];
  for (const row of rows) if (!(await tx("duties").where({ assignment_id: id, person_id: row.person_id, round: row.round, quiz_id: row.quiz_id }).first("id"))) fresh.push(row);
  await insertInBatches(tx, "duties", fresh);
}

/** Takes away what is not asked any more: of those who left, of assignments that ended, of quizzes that are no step now. What is done stays, and what was missed. */
export async function deleteDroppedDuties(tx: Db, scope: Scope, now: string): Promise<void> {
  for (const part of portionsOf(scope)) {
    await tx.raw(`DELETE FROM duties WHERE state <> 'done' AND (counts_until IS NULL OR counts_until > :now)${within(part, "person_id", "assignment_id")} AND (
      NOT EXISTS (SELECT 1 FROM assignment_members m WHERE m.assignment_id = duties.assignment_id AND m.person_id = duties.person_id AND m.left_on IS NULL)
      OR NOT EXISTS (SELECT 1 FROM assignment_quizzes q WHERE q.assignment_id = duties.assignment_id AND q.quiz_id = duties.quiz_id))`, { now });
  }
}
