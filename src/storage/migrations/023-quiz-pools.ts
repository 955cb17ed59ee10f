import type { Knex } from "knex";

/** Pools that are filters of the bank, tags as they were when a quiz was published, longer adaptive quizzes, and papers that trainers try out. */
export async function up(db: Knex): Promise<void> {
  for (const table of ["quizzes", "quiz_versions"]) {
    await db.schema.alterTable(table, (t) => {
      t.integer("adaptive_most").notNullable().defaultTo(15);
      t.text("pool_filter").notNullable().defaultTo("");
    });
  }
  await db.schema.alterTable("quiz_version_questions", (t) => { t.text("tags").notNullable().defaultTo("[]"); });
  await db.schema.createTable("rehearsals", (t) => {
    t.increments("id");
    t.integer("person_id").notNullable().references("people.id");
    t.integer("quiz_id").notNullable().references("quizzes.id").index();
    t.string("public_id").notNullable();
    t.string("started_at").notNullable();
    t.string("deadline_at");
    t.string("finished_at");
    t.text("terms").notNullable();
    t.text("pool").notNullable();
    t.text("lines").notNullable();
    t.unique(["person_id", "quiz_id"]);
  });
}
