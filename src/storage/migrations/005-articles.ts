import type { Knex } from "knex";

/** Articles that trainers paste, and the facts that they seem to say, each with what was decided about it. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .createTable("articles", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.text("publisher").notNullable();
      t.text("title").notNullable();
      t.string("published").notNullable();
      t.text("url").notNullable();
      t.text("text").notNullable();
      t.integer("incident_id").references("incidents.id").index();
      t.integer("source_id").references("sources.id");
      t.integer("author_id").references("people.id");
      t.string("created_at").notNullable();
    })
    .createTable("candidates", (t) => {
      t.increments("id");
      t.integer("article_id").notNullable().references("articles.id");
      t.integer("position").notNullable();
      t.text("data").notNullable();
      t.string("rule").notNullable().index();
      t.double("likelihood").notNullable();
      t.string("state").notNullable();
      t.integer("version").notNullable();
      t.integer("edited").notNullable();
      t.integer("decided_by").references("people.id");
      t.string("decided_at");
      t.string("fact_key").index();
      t.text("made").notNullable();
      t.unique(["article_id", "position"]);
    });
}
