import type { Knex } from "knex";

/** Whether people whom a directory adds, and who could come in by nothing else, are invited. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("directories", (t) => { t.integer("invites").notNullable().defaultTo(0); });
}
