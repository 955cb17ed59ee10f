import type { Knex } from "knex";

/** Facts age: what was said of each and by whom, the further facts that questions rest on, and results that were counted anew because of it. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("facts", (t) => { t.string("standing").notNullable().defaultTo("current").index(); });
  await db.schema
    .createTable("fact_standings", (t) => {
      t.increments("id");
      t.integer("fact_id").notNullable().references("facts.id").index();
      t.string("standing").notNullable();
      t.text("reason").notNullable();
      t.text("publisher");
      t.text("title");
      t.string("published");
      t.text("url");
      t.integer("author_id").references("people.id");
      t.string("at").notNullable();
    })
    .createTable("question_grounds", (t) => {
      t.integer("question_version_id").notNullable().references("question_versions.id");
      t.integer("fact_id").notNullable().references("facts.id").index();
      t.primary(["question_version_id", "fact_id"]);
    })
    .createTable("recounts", (t) => {
      t.increments("id");
      t.integer("attempt_id").notNullable().references("attempts.id").index();
      t.integer("fact_standing_id").notNullable().references("fact_standings.id").index();
      t.double("score_before").notNullable();
      t.integer("of_before").notNullable();
      t.double("score_after").notNullable();
      t.integer("of_after").notNullable();
      t.string("at").notNullable();
    });
}
