import type { Db } from "./tables.ts";

/** The steps that a database has taken, whichever release took them, in that order; none where it has no tables. */
export async function listSteps(db: Db): Promise<string[]> {
  return (await db.schema.hasTable("knex_migrations")) ? ((await db("knex_migrations" as never).orderBy("id").pluck("name")) as string[]) : [];
}

/** The last of them by name; undefined where none was taken. */
export async function findStep(db: Db): Promise<string | undefined> {
  return (await listSteps(db)).sort().at(-1);
}
