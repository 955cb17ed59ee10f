import type { Knex } from "knex";

/** When a quiz tells what was right, whether it asks how sure somebody is, and problems that learners report. Quizzes that are there tell at once and ask. */
export async function up(db: Knex): Promise<void> {
  for (const table of ["quizzes", "quiz_versions"]) {
    await db.schema.alterTable(table, (t) => {
      t.string("feedback").notNullable().defaultTo("immediate");
      t.integer("asks_confidence").notNullable().defaultTo(1);
    });
  }
  await db.schema.alterTable("responses", (t) => { t.string("confidence"); });
  await db.schema.createTable("problem_reports", (t) => {
    t.increments("id");
    t.string("public_id").notNullable().unique();
    t.integer("person_id").notNullable().references("people.id");
    t.integer("question_id").notNullable().references("questions.id").index();
    t.integer("question_version_id").notNullable().references("question_versions.id");
    t.integer("attempt_id").notNullable().references("attempts.id");
    t.string("reason").notNullable();
    t.text("text").notNullable();
    t.string("state").notNullable();
    t.string("at").notNullable();
    t.integer("closed_by").references("people.id");
    t.string("closed_at");
    t.text("note").notNullable();
    t.index(["person_id", "at"]);
  });
  await db.raw("CREATE UNIQUE INDEX problem_reports_one_open ON problem_reports (person_id, question_id) WHERE state = 'open'");
}
