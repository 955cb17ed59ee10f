import { isPostgresDb } from "./dialects.ts";
import { nobodies } from "./erasures.ts";
import { FURTHER_ROLES, type Db } from "./tables.ts";

/** The newest note of something that changes people, teams or groups; a plan made before it is made again. */
export async function findNewestChange(db: Db): Promise<number> {
  const row = await db("audit_events").where((any) => { for (const kind of ["person.%", "people.%", "team.%"]) void any.orWhere("deed", "like", kind); }).orderBy("id", "desc").first("id");
  return row?.id ?? 0;
}

/** What a file of people is compared with, a portion behind `after`. */
export async function listKnownPeople(db: Db, after: number, limit: number) {
  return db("people").where("id", ">", after).whereNotIn("id", nobodies(db)).orderBy("id").limit(limit)
    .select("id", "external_id", "email", "name", "team_id", "department", "site", "job_title", "start_date", "line_manager_id", "deactivated_at");
}

/** Nobody adds, changes or deactivates people until the transaction ends. SQLite has one writer anyway. */
export async function holdPeople(tx: Db): Promise<void> {
  if (isPostgresDb(tx)) await tx.raw("LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE");
}

export type AppliedField = "external_id" | "email" | "name" | "department" | "site" | "job_title" | "start_date" | "team" | "line_manager" | "roles";

/** Makes the lines of a plan true, in a few statements whatever their number. Teams that it needs are there by now. */
export async function applyLines(tx: Db, importId: number, fields: ReadonlySet<AppliedField>, time: string): Promise<void> {
  const lines = (outcomes: string) => `FROM people_import_lines AS l WHERE l.import_id = ${Number(importId)} AND l.outcome IN (${outcomes})`;
  await tx.raw(`INSERT INTO people (public_id, email, name, team_id, created_at, extra_percent, external_id, department, site, job_title, start_date, line_manager_id, sought)
    SELECT l.public_id, l.email, l.name, l.team_id, ?, 0, l.external_id, coalesce(l.department, ''), coalesce(l.site, ''), coalesce(l.job_title, ''), l.start_date, l.manager_id, l.sought ${lines("'added'")} ORDER BY l.id`, [time]);
  await tx.raw(`UPDATE people_import_lines SET person_id = (SELECT people.id FROM people WHERE people.public_id = people_import_lines.public_id) WHERE import_id = ? AND outcome = 'added'`, [importId]);

  const changed = `${lines("'changed', 'reactivated'")} AND l.person_id = people.id`;
  if (fields.has("email")) await tx.raw(`UPDATE people SET email = people.public_id || '@moving.invalid' ${changed} AND l.email <> people.email`);
  const texts = (["email", "name", "department", "site", "job_title", "start_date"] as const).filter((field) => fields.has(field)).map((field) => `${field} = l.${field}`);
  const numbers = [...(fields.has("external_id") ? ["external_id = coalesce(l.external_id, people.external_id)"] : []), ...(fields.has("team") ? ["team_id = l.team_id"] : [])];
  await tx.raw(`UPDATE people SET ${[...texts, ...numbers, "sought = l.sought", "deactivated_at = NULL"].join(", ")} ${changed}`);

  if (fields.has("roles")) await applyRoles(tx, importId);
  if (!fields.has("line_manager")) return;
  await tx.raw(`UPDATE people SET line_manager_id = l.manager_id ${changed} AND l.manager_line IS NULL`);
  await tx.raw(`UPDATE people_import_lines SET manager_id = (SELECT m.person_id FROM people_import_lines AS m WHERE m.import_id = people_import_lines.import_id AND m.line = people_import_lines.manager_line) WHERE import_id = ? AND manager_line IS NOT NULL`, [importId]);
  await tx.raw(`UPDATE people SET line_manager_id = l.manager_id ${lines("'added', 'changed', 'reactivated'")} AND l.person_id = people.id AND l.manager_line IS NOT NULL`);
}

/** Files neither give nor take the role of an admin. */
const GIVEN = FURTHER_ROLES.filter((role) => role !== "admin");

async function applyRoles(tx: Db, importId: number): Promise<void> {
  const lines = "FROM people_import_lines WHERE import_id = ? AND outcome IN ('added', 'changed', 'reactivated') AND roles IS NOT NULL";
  await tx.raw(`DELETE FROM person_roles WHERE role IN (${GIVEN.map(() => "?").join(", ")}) AND person_id IN (SELECT person_id ${lines})`, [...GIVEN, importId]);
  for (const role of GIVEN) await tx.raw(`INSERT INTO person_roles (person_id, role) SELECT person_id, CAST(? AS varchar(255)) ${lines} AND roles LIKE ?`, [role, importId, `%${role}%`]);
}

/** The ids of whoever this import added. */
export async function listAddedBy(db: Db, importId: number): Promise<number[]> {
  return (await db("people_import_lines").where({ import_id: importId, outcome: "added" }).whereNotNull("person_id").select("person_id")).map(({ person_id }) => person_id!);
}

/** Those who leave can come in no more, get no mail and have no calendar, also should they come back. Says who they are. */
export async function applyLeavers(tx: Db, importId: number, time: string): Promise<number[]> {
  const leavers = () => tx("people_import_lines").where({ import_id: importId, outcome: "left" }).whereNotNull("person_id").select("person_id");
  const left = await tx("people").whereIn("id", leavers()).whereNull("deactivated_at").update({ deactivated_at: time }).returning("id");
  await tx("sessions").whereIn("person_id", leavers()).delete();
  await tx("reminders").whereIn("person_id", leavers()).update({ digest: 0, calendar_hash: null, calendar_since: null });
  return left.map(({ id }) => id);
}

/** The paths of teams that lines ask for. */
export async function listWantedTeams(db: Db, importId: number): Promise<string[]> {
  const rows = await db("people_import_lines").where({ import_id: importId }).whereIn("outcome", ["added", "changed", "reactivated"]).whereNotNull("team_path").distinct("team_path");
  return rows.map(({ team_path }) => team_path!).sort();
}

export async function updateLinesOfTeam(tx: Db, importId: number, path: string, teamId: number): Promise<void> {
  await tx("people_import_lines").where({ import_id: importId, team_path: path }).update({ team_id: teamId });
}

/** What was brought is in `people` now: what stays of a line is whom it meant, what came of it and what changed. A portion at a time, so that others get their turn. */
export async function emptyLines(db: Db, importId: number): Promise<void> {
  const { last } = (await db("people_import_lines").where({ import_id: importId }).max({ last: "id" }).first()) as { last: number | null };
  const { first } = (await db("people_import_lines").where({ import_id: importId }).min({ first: "id" }).first()) as { first: number | null };
  for (let from = first ?? 0; from <= (last ?? -1); from += EMPTIED_AT_ONCE) {
    const portion = () => db("people_import_lines").where({ import_id: importId }).whereBetween("id", [from, from + EMPTIED_AT_ONCE - 1]);
    await portion().where({ outcome: "unchanged" }).delete();
    await portion().whereNot({ outcome: "refused" }).update({ department: null, site: null, job_title: null, start_date: null, roles: null, sought: null, manager_id: null });
  }
}

const EMPTIED_AT_ONCE = 5_000;
