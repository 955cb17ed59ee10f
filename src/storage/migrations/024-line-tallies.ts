import type { Knex } from "knex";

/** What was put in each line of an answer. Every attempt is tallied anew when somebody looks, so that those of before are in it too. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("line_tallies", (t) => {
    t.integer("quiz_version_id").notNullable().references("quiz_versions.id");
    t.integer("question_version_id").notNullable().references("question_versions.id").index();
    t.integer("is_first").notNullable();
    t.string("line", 100).notNullable();
    t.text("choice").notNullable();
    t.double("points").notNullable();
    t.integer("answers").notNullable();
    t.primary(["quiz_version_id", "question_version_id", "is_first", "line", "choice"]);
  });
  await db("attempts").where({ tallied: 1 }).update({ tallied: -1 });
}
