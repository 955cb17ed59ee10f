import type { Knex } from "knex";

/** The quizzes that were made for the weeks of ready-made first years. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("path_weeks", (t) => {
    t.increments("id");
    t.string("path").notNullable();
    t.integer("week").notNullable();
    t.integer("quiz_id").notNullable().references("quizzes.id").index();
    t.unique(["path", "week"]);
  });
}
