import type { Knex } from "knex";

/** The language and the clock that a person chose, and the language in which an attempt was started. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("people", (t) => {
    t.string("language");
    t.string("time_zone");
  });
  await db.schema.alterTable("attempts", (t) => { t.string("language"); });
}
