import { countRows } from "./counting-rows.ts";
import { nobodies } from "./erasures.ts";
import { findSettingForUpdate, insertSettingOnce } from "./settings.ts";
import type { Db, Person } from "./tables.ts";
import { plainEmail } from "../lib/emails.ts";

/** Nobody else changes who reports to whom until the transaction ends: two changes at once could close a circle. */
export async function holdReportingLines(tx: Db): Promise<void> {
  await insertSettingOnce(tx, "people.reporting-lines", "");
  await findSettingForUpdate(tx, "people.reporting-lines");
}

/** Whether somebody stands above another on the way up, or is that person. */
export async function isAbove(db: Db, aboveId: number, personId: number): Promise<boolean> {
  const chain = "WITH RECURSIVE chain(id) AS (SELECT CAST(? AS integer) UNION SELECT people.line_manager_id FROM people JOIN chain ON people.id = chain.id WHERE people.line_manager_id IS NOT NULL)";
  const found: unknown = await db.raw(`${chain} SELECT id FROM chain WHERE id = ?`, [personId, aboveId]);
  return (Array.isArray(found) ? found : (found as { rows: unknown[] }).rows).length > 0;
}

/** By email or by their number in the personnel office. */
export function findNamedPerson(db: Db, typed: string): Promise<Person | undefined> {
  return db("people").where((named) => { void named.where({ email: plainEmail(typed) }).orWhere({ external_id: typed }); }).whereNotIn("id", nobodies(db)).orderByRaw("CASE WHEN email = ? THEN 0 ELSE 1 END", [plainEmail(typed)]).first();
}

/** Active people who report straight to somebody, by name. */
export function listReports(db: Db, { id }: Pick<Person, "id">, most: number): Promise<Person[]> {
  return db("people").where({ line_manager_id: id }).whereNull("deactivated_at").orderBy(["name", "id"]).limit(most);
}

export async function countReports(db: Db, { id }: Pick<Person, "id">): Promise<number> {
  return countRows(db("people").where({ line_manager_id: id }).whereNull("deactivated_at"));
}
