import type { Knex } from "knex";
import type { Db, Person } from "./tables.ts";

/** What a file has of a person; the line manager by their email. */
export type WrittenRow = Pick<Person, "id" | "external_id" | "name" | "email" | "team_id" | "department" | "site" | "job_title" | "start_date"> & { line_manager: string | null };

/** A portion of the active people behind `after`. */
export async function listWrittenPeople(db: Db, after: number, limit: number): Promise<WrittenRow[]> {
  const query: Knex.QueryBuilder = db("people").leftJoin("people as manager", "manager.id", "people.line_manager_id").whereNull("people.deactivated_at").where("people.id", ">", after).orderBy("people.id").limit(limit)
    .select(["id", "external_id", "name", "email", "team_id", "department", "site", "job_title", "start_date"].map((column) => `people.${column}`)).select("manager.email as line_manager");
  return (await query) as WrittenRow[];
}
