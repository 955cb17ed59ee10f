import { PASS_SLACK } from "../engine/questions/score.ts";
import { portionsOf, rowsOf, within, type Scope } from "./audience-members.ts";
import type { Db } from "./tables.ts";

/** An older round counts until the next one begins. */
export async function updateSuperseded(tx: Db, assignmentId: number, scope: Scope): Promise<void> {
  const next = "(SELECT min(n.counts_from) FROM duties n WHERE n.assignment_id = duties.assignment_id AND n.person_id = duties.person_id AND n.round > duties.round)";
  for (const part of portionsOf(scope)) await tx.raw(`UPDATE duties SET counts_until = ${next} WHERE assignment_id = ${Number(assignmentId)}${within(part, "person_id", "assignment_id")} AND (counts_until IS NULL OR counts_until > ${next}) AND ${next} IS NOT NULL`);
}

const NEWEST = "NOT EXISTS (SELECT 1 FROM duties n WHERE n.assignment_id = duties.assignment_id AND n.person_id = duties.person_id AND n.round > duties.round)";

/** What may come late has no end as long as it is the newest round. */
export async function updateEndless(tx: Db, assignmentId: number, scope: Scope): Promise<void> {
  for (const part of portionsOf(scope)) await tx.raw(`UPDATE duties SET counts_until = NULL WHERE assignment_id = ${Number(assignmentId)}${within(part, "person_id", "assignment_id")} AND counts_until IS NOT NULL AND ${NEWEST}`);
}

/** The due days of what may not come late, each with the time zone of those who have it. */
export async function listEnds(db: Db, assignmentId: number, scope: Scope): Promise<{ due_on: string; time_zone: string | null }[]> {
  const found = await Promise.all(portionsOf(scope).map((part) => rowsOf<{ due_on: string; time_zone: string | null }>(db, `SELECT DISTINCT d.due_on, r.time_zone FROM duties d LEFT JOIN reminders r ON r.person_id = d.person_id
    WHERE d.assignment_id = ${Number(assignmentId)} AND d.due_on IS NOT NULL AND d.state <> 'done'${within(part, "d.person_id", "d.assignment_id")}`)));
  return [...new Map(found.flat().map((end) => [`${end.due_on} ${end.time_zone}`, end])).values()];
}

export async function updateEnd(tx: Db, assignmentId: number, { due_on, time_zone }: { due_on: string; time_zone: string | null }, until: string, scope: Scope): Promise<void> {
  const zone = time_zone === null ? "IS NULL" : "= :time_zone";
  for (const part of portionsOf(scope)) {
    await tx.raw(`UPDATE duties SET counts_until = :until WHERE assignment_id = ${Number(assignmentId)} AND due_on = :due_on AND state <> 'done' AND ${NEWEST} AND counts_until IS DISTINCT FROM :until${within(part, "person_id", "assignment_id")}
      AND (SELECT r.time_zone FROM reminders r WHERE r.person_id = duties.person_id) ${zone}`, { until, due_on, ...(time_zone !== null && { time_zone }) });
  }
}

/** Makes duties done that an attempt fulfils, and open again those that none does any more. `quizIds`: of these quizzes only. */
export async function settle(tx: Db, scope: Scope, quizIds?: readonly number[]): Promise<void> {
  const quizzes = quizIds ? ` AND d.quiz_id IN (${quizIds.map(Number).join(", ") || "NULL"})` : "";
  for (const part of portionsOf(scope)) {
    await tx.raw(`WITH best(duty_id, attempt_id) AS (SELECT d.id, (SELECT a.id FROM attempts a JOIN quiz_versions v ON v.id = a.quiz_version_id WHERE a.person_id = d.person_id AND a.quiz_id = d.quiz_id AND a.practice_of IS NULL
        AND a.finished_at IS NOT NULL AND a."of" > 0 AND a.finished_at >= d.counts_from AND (d.counts_until IS NULL OR a.finished_at < d.counts_until)
        AND (s.done_when = 'finished' OR a.score * 100 + ${PASS_SLACK} >= a."of" * v.pass_percent) ORDER BY a.finished_at, a.id LIMIT 1)
      FROM duties d JOIN assignments s ON s.id = d.assignment_id WHERE true${within(part, "d.person_id", "d.assignment_id")}${quizzes})
      UPDATE duties SET attempt_id = best.attempt_id, done_at = (SELECT finished_at FROM attempts WHERE attempts.id = best.attempt_id),
        state = CASE WHEN best.attempt_id IS NOT NULL THEN 'done' WHEN EXISTS (SELECT 1 FROM assignment_exceptions e WHERE e.assignment_id = duties.assignment_id AND e.person_id = duties.person_id AND e.kind = 'exemption') THEN 'exempt' ELSE 'open' END
      FROM best WHERE best.duty_id = duties.id AND duties.attempt_id IS DISTINCT FROM best.attempt_id`);
  }
}
