import type { Knex } from "knex";

/** Lessons that trainers write and change, questions that are sent to everybody, and why a quiz of recall alone was published. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("lessons", (t) => {
    t.string("origin_title");
    t.integer("author_id").references("people.id");
    t.string("state").notNullable().defaultTo("current");
    t.integer("version").notNullable().defaultTo(1);
    t.unique(["incident_id", "position"]);
  });
  await db("lessons").update({ origin_title: db.ref("title") });
  await db.schema.alterTable("quizzes", (t) => { t.integer("drop_of").references("questions.id").index(); });
  await db.schema.alterTable("quiz_versions", (t) => { t.text("reason"); });
}
