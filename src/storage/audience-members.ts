import { inPortions } from "./batches.ts";
import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";

/** People by their ids, the first left out. */
export interface Between { after: number; upTo: number }
/** Whom something concerns: these people, these assignments; all of them where nothing is said. */
export interface Scope { people?: readonly number[] | undefined; assignments?: readonly number[] | undefined; between?: Between | undefined }
export type Membership = { assignment_id: number; person_id: number };

/** Conditions of SQL that keep to a scope; ids are numbers of ours. */
export function within({ people, assignments, between }: Scope, person: string, assignment: string): string {
  const among = (column: string, ids: readonly number[] | undefined) => (ids ? ` AND ${column} IN (${ids.map(Number).join(", ") || "NULL"})` : "");
  const range = between ? ` AND ${person} > ${Number(between.after)} AND ${person} <= ${Number(between.upTo)}` : "";
  return among(person, people) + range + among(assignment, assignments);
}

/** Scopes that are small enough for one statement. */
export function portionsOf(scope: Scope): Scope[] {
  return scope.people ? inPortions(scope.people, 500).map((people) => ({ ...scope, people })) : [scope];
}

/** The rows that a statement gives back, on either database. */
export async function rowsOf<Row>(db: Db, sql: string, values: Record<string, string | number | null> = {}): Promise<Row[]> {
  const result = (await db.raw(sql, values)) as { rows: Row[] } | Row[];
  return isPostgresDb(db) ? (result as { rows: Row[] }).rows : (result as Row[]);
}

/**
 * Makes the members of audiences what their parts say, in two statements. Gives who came, or came back, and who left, where only some assignments are looked at; who else wants to know would hold a million names.
 * They come team by team, since figures of those who are counted together share their sums. Sets are taken from each other with EXCEPT: SQLite goes through all of a list for each pair that is not in it.
 */
export async function updateAudienceMembers(tx: Db, scope: Scope, today: string): Promise<{ joined: Membership[]; left: Membership[] }> {
  let [joined, left]: [Membership[], Membership[]] = [[], []];
  const back = isTold(scope) ? "RETURNING assignment_id, person_id" : "";
  for (const part of portionsOf(scope)) {
    left = left.concat(await rowsOf<Membership>(tx, `${wanted(part)} UPDATE assignment_members SET left_on = :today WHERE (assignment_id, person_id) IN (
      SELECT assignment_id, person_id FROM assignment_members WHERE left_on IS NULL${within(part, "person_id", "assignment_id")} EXCEPT SELECT assignment_id, person_id FROM wanted) ${back}`, { today }));
    joined = joined.concat(await rowsOf<Membership>(tx, `${wanted(part)} INSERT INTO assignment_members (assignment_id, person_id, joined_on) SELECT w.assignment_id, w.person_id, CAST(:today AS text) FROM wanted w JOIN people p ON p.id = w.person_id
      JOIN assignments s ON s.id = w.assignment_id LEFT JOIN assignment_members m ON m.assignment_id = w.assignment_id AND m.person_id = w.person_id
      WHERE (m.person_id IS NULL AND (s.late_joiners = 1 OR s.repeats IS NOT NULL OR s.due_on IS NULL OR s.due_on >= :today)) OR m.left_on IS NOT NULL ORDER BY p.team_id, w.person_id
      ON CONFLICT (assignment_id, person_id) DO UPDATE SET joined_on = excluded.joined_on, left_on = NULL WHERE assignment_members.left_on IS NOT NULL ${back}`, { today }));
  }
  return { joined, left };
}

/** Whether anybody asks what a refresh did. */
export function isTold({ people, assignments }: Scope): boolean {
  return assignments !== undefined && people === undefined;
}

function wanted(scope: Scope): string {
  const part = (person: string, assignment: string) => within(scope, person, assignment);
  return `WITH RECURSIVE reach(assignment_id, is_exclusion, team_id) AS (
      SELECT assignment_id, is_exclusion, team_id FROM assignment_audiences WHERE team_id IS NOT NULL${within({ assignments: scope.assignments }, "", "assignment_id")}
      UNION SELECT reach.assignment_id, reach.is_exclusion, teams.id FROM reach JOIN teams ON teams.parent_id = reach.team_id),
    named(assignment_id, person_id, is_exclusion) AS (
      SELECT a.assignment_id, p.id, a.is_exclusion FROM assignment_audiences a CROSS JOIN people p WHERE a.kind = 'everyone' AND p.deactivated_at IS NULL${part("p.id", "a.assignment_id")}
      UNION ALL SELECT reach.assignment_id, p.id, reach.is_exclusion FROM reach JOIN people p ON p.team_id = reach.team_id WHERE true${part("p.id", "reach.assignment_id")}
      UNION ALL SELECT a.assignment_id, g.person_id, a.is_exclusion FROM assignment_audiences a JOIN group_members g ON g.group_id = a.group_id WHERE true${part("g.person_id", "a.assignment_id")}
      UNION ALL SELECT a.assignment_id, a.person_id, a.is_exclusion FROM assignment_audiences a WHERE a.person_id IS NOT NULL${part("a.person_id", "a.assignment_id")}),
    wanted(assignment_id, person_id) AS (SELECT n.assignment_id, n.person_id FROM named n JOIN people p ON p.id = n.person_id JOIN assignments s ON s.id = n.assignment_id WHERE n.is_exclusion = 0
      AND p.deactivated_at IS NULL AND s.ended_at IS NULL AND p.id NOT IN (SELECT person_id FROM erasures) EXCEPT SELECT assignment_id, person_id FROM named WHERE is_exclusion = 1)`;
}
