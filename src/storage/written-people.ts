import type { Knex } from "knex";
import { groupBy } from "../lib/groups.ts";
import type { Db, Person, Role } from "./tables.ts";

/** What a file has of a person; the line manager by their email. */
export type WrittenRow = Pick<Person, "id" | "external_id" | "name" | "email" | "team_id" | "department" | "site" | "job_title" | "start_date"> & { line_manager: string | null; held: Role[] };

/** A portion of the active people behind `after`. */
export async function listWrittenPeople(db: Db, after: number, limit: number): Promise<WrittenRow[]> {
  const query: Knex.QueryBuilder = db("people").leftJoin("people as manager", "manager.id", "people.line_manager_id").whereNull("people.deactivated_at").where("people.id", ">", after).orderBy("people.id").limit(limit)
    .select(["id", "external_id", "name", "email", "team_id", "department", "site", "job_title", "start_date"].map((column) => `people.${column}`)).select("manager.email as line_manager");
  const rows = (await query) as Omit<WrittenRow, "held">[];
  const roles = groupBy(await db("person_roles").whereIn("person_id", rows.map(({ id }) => id)), ({ person_id }) => String(person_id));
  return rows.map((row) => ({ ...row, held: (roles.get(String(row.id)) ?? []).map(({ role }) => role) }));
}
