import type { Knex } from "knex";

/** Questions that are marked another way than they were, the one place that tells why a result changed, and reports that take a question out of circulation. */
export async function up(db: Knex): Promise<void> {
  await regrades(db);
  await recounts(db);
  await reports(db);
}

async function regrades(db: Knex): Promise<void> {
  await db.schema
    .createTable("regrades", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.string("key").notNullable().unique();
      t.integer("question_id").notNullable().references("questions.id").index();
      t.string("kind").notNullable();
      t.text("change").notNullable();
      t.text("reason").notNullable();
      t.integer("author_id").notNullable().references("people.id");
      t.string("at").notNullable();
      t.integer("reversed_by").references("people.id");
      t.string("reversed_at");
      t.text("reversal_reason");
    })
    .createTable("regrade_versions", (t) => {
      t.integer("regrade_id").notNullable().references("regrades.id");
      t.integer("question_version_id").notNullable().references("question_versions.id");
      t.string("kind").notNullable();
      t.text("body");
      t.integer("stands").notNullable();
      t.primary(["regrade_id", "question_version_id"]);
    })
    .createTable("regrade_scores", (t) => {
      t.integer("regrade_id").notNullable().references("regrades.id");
      t.integer("response_id").notNullable().references("responses.id");
      t.double("score_before").notNullable();
      t.double("score_after").notNullable();
      t.primary(["regrade_id", "response_id"]);
    });
  await db.raw("CREATE UNIQUE INDEX regrade_versions_one_stands ON regrade_versions (question_version_id) WHERE stands = 1");
}

/** What was counted anew before now was read long ago. */
async function recounts(db: Knex): Promise<void> {
  await db.schema.alterTable("recounts", (t) => { t.setNullable("fact_standing_id"); });
  await db.schema.alterTable("recounts", (t) => {
    t.integer("regrade_id").references("regrades.id").index();
    t.integer("is_reversal").notNullable().defaultTo(0);
    t.string("seen_at");
  });
  await db("recounts").update({ seen_at: db.ref("at") });
  await db.raw("CREATE INDEX recounts_unseen ON recounts (attempt_id) WHERE seen_at IS NULL");
}

async function reports(db: Knex): Promise<void> {
  await db.schema.alterTable("problem_reports", (t) => { t.setNullable("attempt_id"); });
  await db.schema.alterTable("problem_reports", (t) => {
    t.string("option");
    t.text("layout");
    t.text("chosen");
    t.string("outcome");
    t.string("queued_because");
    t.index(["state", "at"]);
  });
  await db.schema.createTable("suspensions", (t) => {
    t.increments("id");
    t.integer("question_id").notNullable().references("questions.id");
    t.integer("report_id").references("problem_reports.id").onDelete("SET NULL");
    t.integer("person_id").references("people.id");
    t.string("at").notNullable().index();
    t.integer("ended_by").references("people.id");
    t.string("ended_at");
  });
  await db.raw("CREATE UNIQUE INDEX suspensions_one_open ON suspensions (question_id) WHERE ended_at IS NULL");
}
