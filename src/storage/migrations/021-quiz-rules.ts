import type { Knex } from "knex";

/** Rules of drawing, adaptive quizzes, and what is known of how hard questions are. */
export async function up(db: Knex): Promise<void> {
  for (const table of ["quizzes", "quiz_versions"]) {
    await db.schema.alterTable(table, (t) => {
      t.integer("adaptive").notNullable().defaultTo(0);
      t.text("draw_rules").notNullable().defaultTo("[]");
      t.integer("unseen_first").notNullable().defaultTo(1);
      t.string("question_order").notNullable().defaultTo("set");
      t.integer("shuffles_options").notNullable().defaultTo(1);
    });
  }
  await db.schema.alterTable("quiz_versions", (t) => { t.integer("expected_seconds"); });
  await db.schema.alterTable("attempts", (t) => { t.integer("adaptive").notNullable().defaultTo(0); });
  await db.schema
    .createTable("adaptive_pools", (t) => {
      t.integer("attempt_id").primary().references("attempts.id");
      t.text("difficulties").notNullable();
    })
    .createTable("question_difficulties", (t) => {
      t.integer("question_id").primary().references("questions.id");
      t.double("logits").notNullable();
      t.integer("answers").notNullable();
      t.double("points").notNullable();
      t.string("at").notNullable();
    });
  await db.raw("DROP INDEX attempts_to_tally");
  await db.raw("CREATE INDEX attempts_to_tally ON attempts (quiz_version_id, tallied) WHERE tallied < 1 AND finished_at IS NOT NULL AND practice_of IS NULL AND adaptive = 0");
}
