import type { Knex } from "knex";

/** Data sets that were imported stand beside incidents, so that facts and sources hang on them; and facts that their file has no more are known as gone. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("incidents", (t) => { t.string("kind").notNullable().defaultTo("incident"); });
  await db.schema.alterTable("facts", (t) => { t.string("state").notNullable().defaultTo("current"); });
}
