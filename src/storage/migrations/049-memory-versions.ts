import type { Knex } from "knex";

/** Which memories of a team these are, so that a page which knows them already need not read them. */
export async function up(db: Knex): Promise<void> {
  for (const table of ["memory_summaries", "memory_releases"]) {
    await db.schema.alterTable(table, (t) => { t.string("version").notNullable().defaultTo(""); });
    await db(table).update({ version: db.raw("'first ' || team_id || ' ' || own || ' ' || topic") });
  }
}
