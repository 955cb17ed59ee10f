import type { Knex } from "knex";

/** That a language model was asked about an article, and what came of it. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("model_readings", (t) => {
    t.increments("id");
    t.integer("article_id").notNullable().references("articles.id").index();
    t.text("host").notNullable();
    t.text("model").notNullable();
    t.integer("asked_by").references("people.id");
    t.string("asked_at").notNullable();
    t.text("failure");
    t.integer("added").notNullable();
    t.integer("known").notNullable();
    t.integer("left_out").notNullable();
  });
}
