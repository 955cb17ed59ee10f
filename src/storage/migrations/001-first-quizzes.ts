import type { Knex } from "knex";

export async function questions(db: Knex): Promise<void> {
  await db.schema
    .createTable("questions", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("origin_key").unique();
      t.integer("incident_id").references("incidents.id").index();
      t.string("topic").notNullable();
      t.string("kind").notNullable();
      t.string("level").notNullable();
      t.string("state").notNullable();
      t.integer("author_id").references("people.id");
      t.string("created_at").notNullable();
    })
    .createTable("question_versions", (t) => {
      t.increments("id");
      t.integer("question_id").notNullable().references("questions.id");
      t.integer("number").notNullable();
      t.text("stem").notNullable();
      t.text("body").notNullable();
      t.integer("author_id").references("people.id");
      t.string("created_at").notNullable();
      t.unique(["question_id", "number"]);
    })
    .createTable("question_facts", (t) => {
      t.integer("question_version_id").notNullable().references("question_versions.id");
      t.integer("fact_id").notNullable().references("facts.id").index();
      t.primary(["question_version_id", "fact_id"]);
    });
}

export async function quizzes(db: Knex): Promise<void> {
  await db.schema
    .createTable("quizzes", (t) => {
      t.increments("id");
      t.string("slug").notNullable().unique();
      t.string("title").notNullable();
      t.text("summary").notNullable();
      t.string("topic").notNullable();
      t.integer("draw_count");
      t.integer("pass_percent").notNullable();
      t.string("state").notNullable();
      t.integer("author_id").references("people.id");
      t.string("created_at").notNullable();
    })
    .createTable("quiz_questions", (t) => {
      t.integer("quiz_id").notNullable().references("quizzes.id");
      t.integer("question_id").notNullable().references("questions.id");
      t.integer("position").notNullable();
      t.primary(["quiz_id", "question_id"]);
    })
    .createTable("quiz_versions", (t) => {
      t.increments("id");
      t.integer("quiz_id").notNullable().references("quizzes.id");
      t.integer("number").notNullable();
      t.string("title").notNullable();
      t.text("summary").notNullable();
      t.integer("draw_count");
      t.integer("pass_percent").notNullable();
      t.integer("publisher_id").references("people.id");
      t.string("published_at").notNullable();
      t.unique(["quiz_id", "number"]);
    })
    .createTable("quiz_version_questions", (t) => {
      t.integer("quiz_version_id").notNullable().references("quiz_versions.id");
      t.integer("question_version_id").notNullable().references("question_versions.id");
      t.integer("position").notNullable();
      t.primary(["quiz_version_id", "question_version_id"]);
    })
    .createTable("assignments", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.integer("quiz_id").notNullable().references("quizzes.id").index();
      t.integer("team_id").references("teams.id");
      t.string("due_at");
      t.integer("author_id").references("people.id");
      t.string("created_at").notNullable();
    });
}

export async function attempts(db: Knex): Promise<void> {
  await db.schema
    .createTable("attempts", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.integer("person_id").notNullable().references("people.id");
      t.integer("quiz_id").notNullable().references("quizzes.id").index();
      t.integer("quiz_version_id").notNullable().references("quiz_versions.id");
      t.integer("number").notNullable();
      t.string("seed").notNullable();
      t.string("started_at").notNullable();
      t.string("finished_at");
      t.double("score");
      t.integer("of").notNullable();
      t.unique(["person_id", "quiz_id", "number"]);
    })
    .createTable("paper_items", (t) => {
      t.increments("id");
      t.integer("attempt_id").notNullable().references("attempts.id");
      t.integer("position").notNullable();
      t.integer("question_version_id").notNullable().references("question_versions.id").index();
      t.text("layout").notNullable();
      t.unique(["attempt_id", "position"]);
    })
    .createTable("responses", (t) => {
      t.increments("id");
      t.integer("paper_item_id").notNullable().unique().references("paper_items.id");
      t.integer("attempt_id").notNullable().references("attempts.id").index();
      t.text("chosen").notNullable();
      t.double("score").notNullable();
      t.string("answered_at").notNullable();
    });
  await db.raw("CREATE UNIQUE INDEX attempts_one_open ON attempts (person_id, quiz_id) WHERE finished_at IS NULL");
}
