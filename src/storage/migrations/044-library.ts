import type { Knex } from "knex";

/** How incidents came about and when they were checked, whose voice a source is, and how a lesson works and what to do. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("incidents", (t) => {
    t.text("mechanisms").notNullable().defaultTo("[]");
    t.text("verified");
  });
  await db.schema.alterTable("sources", (t) => { t.string("kind"); });
  await db.schema.alterTable("lessons", (t) => {
    t.text("mechanism");
    t.text("action");
  });
}
