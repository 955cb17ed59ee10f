import type { Db } from "./tables.ts";

/** The last step that a database was brought to, whichever release did so; undefined where none did. */
export async function findStep(db: Db): Promise<string | undefined> {
  if (!(await db.schema.hasTable("knex_migrations"))) return undefined;
  return ((await db("knex_migrations" as never).max("name as name").first()) as { name: string | null } | undefined)?.name ?? undefined;
}
