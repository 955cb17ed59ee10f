import type { Knex } from "knex";

/** First years of which months are still to be made: how many, and into which calendar month the next one goes, where they are given out. `stopped` says why no more are made. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("path_runs", (t) => {
    t.increments("id");
    t.string("path").notNullable().unique();
    t.integer("months_left").notNullable();
    t.string("next_month");
    t.integer("author_id").notNullable().references("people.id").index();
    t.string("started_at").notNullable();
    t.text("stopped");
  });
}
