import type { Knex } from "knex";

/** The language that a person chose, and the language in which an attempt was started. Their clock stands in `reminders`. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("people", (t) => { t.string("language"); });
  await db.schema.alterTable("attempts", (t) => { t.string("language"); });
}
