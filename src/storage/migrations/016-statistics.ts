import type { Knex } from "knex";

/** When a question's page was first shown, whether the statistics have an attempt, and the tallies that they are made from. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("paper_items", (t) => { t.string("shown_at"); });
  await db.schema.alterTable("attempts", (t) => { t.integer("tallied").notNullable().defaultTo(0); });
  await db.raw("CREATE INDEX attempts_to_tally ON attempts (quiz_version_id, tallied) WHERE tallied < 1 AND finished_at IS NOT NULL AND practice_of IS NULL");
  await ofAttempts(db);
  await ofAnswers(db);
}

async function ofAttempts(db: Knex): Promise<void> {
  await db.schema
    .createTable("attempt_tallies", (t) => {
      version(t);
      for (const amount of ["score", "total"]) t.double(amount).notNullable();
      for (const number of ["of", "lines", "attempts"]) t.integer(number).notNullable();
      t.primary(["quiz_version_id", "is_first", "score", "of", "total", "lines"]);
    })
    .createTable("slot_tallies", (t) => {
      version(t);
      t.integer("position").notNullable();
      t.double("score").notNullable();
      t.integer("answers").notNullable();
      t.primary(["quiz_version_id", "is_first", "position", "score"]);
    });
}

async function ofAnswers(db: Knex): Promise<void> {
  await db.schema
    .createTable("answer_tallies", (t) => {
      question(t);
      t.text("chosen").notNullable();
      for (const amount of ["score", "total"]) t.double(amount).notNullable();
      for (const number of ["lines", "answers"]) t.integer(number).notNullable();
      t.primary(["quiz_version_id", "question_version_id", "is_first", "chosen", "score", "total", "lines"]);
    })
    .createTable("pace_tallies", (t) => {
      question(t);
      for (const number of ["seconds", "answers"]) t.integer(number).notNullable();
      t.primary(["quiz_version_id", "question_version_id", "is_first", "seconds"]);
    })
    .createTable("month_tallies", (t) => {
      question(t);
      t.string("month").notNullable();
      t.double("points").notNullable();
      t.integer("answers").notNullable();
      t.primary(["quiz_version_id", "question_version_id", "is_first", "month"]);
    });
}

function version(t: Knex.CreateTableBuilder): void {
  t.integer("quiz_version_id").notNullable().references("quiz_versions.id");
  t.integer("is_first").notNullable();
}

function question(t: Knex.CreateTableBuilder): void {
  version(t);
  t.integer("question_version_id").notNullable().references("question_versions.id").index();
}
