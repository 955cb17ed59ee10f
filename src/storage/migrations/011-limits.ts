import type { Knex } from "knex";

const LIMITS = ["most_attempts", "limit_minutes", "wait_hours"];

/** Quizzes with limits, deadlines of attempts, extra time for people and time that was added, and attempts that practise what was missed. */
export async function up(db: Knex): Promise<void> {
  for (const table of ["quizzes", "quiz_versions"]) await db.schema.alterTable(table, (t) => { for (const limit of LIMITS) t.integer(limit); });
  await db.schema.alterTable("people", (t) => { t.integer("extra_percent").notNullable().defaultTo(0); });
  await db.schema.alterTable("paper_items", (t) => { t.integer("missed").notNullable().defaultTo(0); });
  await db.schema.alterTable("attempts", (t) => {
    t.string("deadline_at");
    t.integer("added_minutes").notNullable().defaultTo(0);
    t.integer("practice_of").references("attempts.id");
  });
  await db.schema.createTable("time_additions", (t) => {
    t.increments("id");
    t.string("key").notNullable().unique();
    t.integer("quiz_id").notNullable().references("quizzes.id").index();
    t.integer("person_id").references("people.id");
    t.integer("minutes").notNullable();
    t.integer("author_id").notNullable().references("people.id");
    t.string("at").notNullable();
  });
  await openAttempts(db);
}

/** One open attempt that counts, and one open practice of each attempt. */
async function openAttempts(db: Knex): Promise<void> {
  await db.raw("DROP INDEX attempts_one_open");
  await db.raw("CREATE UNIQUE INDEX attempts_one_open ON attempts (person_id, quiz_id) WHERE finished_at IS NULL AND practice_of IS NULL");
  await db.raw("CREATE UNIQUE INDEX attempts_one_practice ON attempts (practice_of) WHERE finished_at IS NULL AND practice_of IS NOT NULL");
  await db.raw("CREATE INDEX attempts_running ON attempts (deadline_at) WHERE finished_at IS NULL AND deadline_at IS NOT NULL");
}
