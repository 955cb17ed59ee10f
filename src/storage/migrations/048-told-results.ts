import type { Knex } from "knex";

/** Results of single people that stand without names: as they were told, in groups, and told once. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("told_results", (t) => {
    t.increments("id");
    t.integer("team_id").notNullable();
    t.integer("quiz_id").notNullable().references("quizzes.id").index();
    t.integer("person_id").references("people.id");
    t.text("result").notNullable();
    t.index(["team_id", "quiz_id"]);
    t.unique(["person_id", "quiz_id"]);
  });
}
