import type { Knex } from "knex";

/** How incidents came about, when they were checked and whether they are hidden; whose voice a source is; how a lesson works and what to do; incidents that came as packs. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("incidents", (t) => {
    t.text("mechanisms").notNullable().defaultTo("[]");
    t.text("verified");
    t.string("hidden_at");
  });
  await db.schema.alterTable("sources", (t) => { t.string("kind"); });
  await db.schema.alterTable("lessons", (t) => {
    t.text("mechanism");
    t.text("action");
  });
  await db.schema.createTable("packs", (t) => {
    t.increments("id");
    t.string("public_id").notNullable().unique();
    t.string("slug").notNullable().index();
    t.integer("incident_id").references("incidents.id").index();
    t.string("state").notNullable();
    t.integer("version").notNullable();
    t.string("sum").notNullable();
    t.text("text").notNullable();
    t.integer("author_id").references("people.id").index();
    t.string("created_at").notNullable();
  });
}
