import type { Knex } from "knex";
import { isPostgresDb } from "../dialects.ts";
import { indexWords, listUnplaced, placeQuestions } from "../bank-index.ts";

/** What makes the bank quick to search, who looked through a question, tags, and why a question was changed. */
export async function up(db: Knex): Promise<void> {
  await columns(db);
  await tables(db);
  await db.raw(isPostgresDb(db) ? "CREATE TABLE question_words (question_id integer PRIMARY KEY, words tsvector NOT NULL)" : "CREATE VIRTUAL TABLE question_words USING fts5(words, content='', contentless_delete=1, prefix='2 3')");
  if (isPostgresDb(db)) await db.raw("CREATE INDEX question_words_words ON question_words USING gin (words)");
  await followNewest(db);
  await fill(db);
}

async function columns(db: Knex): Promise<void> {
  await db.schema.alterTable("questions", (t) => {
    t.integer("newest_version_id").index();
    t.integer("approved_version_id");
    t.string("difficulty").notNullable().defaultTo("medium").index();
    t.integer("in_review").notNullable().defaultTo(0);
    t.integer("unexplained").notNullable().defaultTo(0);
    t.integer("used").notNullable().defaultTo(0);
    t.string("finding");
    t.string("checked_as");
    t.integer("like_id");
    for (const column of ["topic", "kind", "level", "author_id"]) t.index(column);
    for (const column of ["state", "finding", "in_review", "unexplained", "used", "like_id"]) t.index(column);
  });
  await db.schema.alterTable("question_versions", (t) => { t.text("why"); });
  await db.schema.alterTable("quiz_questions", (t) => { t.index("question_id"); });
}

async function tables(db: Knex): Promise<void> {
  await db.schema
    .createTable("question_reviews", (t) => {
      t.increments("id");
      t.integer("question_id").notNullable().references("questions.id").index();
      t.integer("question_version_id").notNullable().references("question_versions.id");
      t.integer("asked_by").references("people.id");
      t.string("asked_at").notNullable();
      t.text("note").notNullable();
      t.string("decision");
      t.integer("decided_by").references("people.id");
      t.string("decided_at");
      t.text("words").notNullable().defaultTo("");
    })
    .createTable("question_tags", (t) => {
      t.string("tag").notNullable();
      t.integer("question_id").notNullable().references("questions.id").index();
      t.primary(["tag", "question_id"]);
    })
    .createTable("question_sketches", (t) => {
      t.integer("band").notNullable();
      t.integer("question_id").notNullable().references("questions.id").index();
      t.primary(["band", "question_id"]);
    });
  await db.raw("CREATE UNIQUE INDEX question_reviews_open ON question_reviews (question_id) WHERE decision IS NULL");
}

/** The database itself notes which version is the newest, so that nothing that adds one can forget to. */
async function followNewest(db: Knex): Promise<void> {
  const note = "UPDATE questions SET newest_version_id = NEW.id WHERE id = NEW.question_id;";
  if (!isPostgresDb(db)) return db.raw(`CREATE TRIGGER question_versions_newest AFTER INSERT ON question_versions BEGIN ${note} END`);
  await db.raw(`CREATE FUNCTION note_newest_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${note} RETURN NULL; END $$`);
  await db.raw("CREATE TRIGGER question_versions_newest AFTER INSERT ON question_versions FOR EACH ROW EXECUTE FUNCTION note_newest_version()");
}

/** What is published counts as approved in the version that learners are asked. */
async function fill(db: Knex): Promise<void> {
  await db.raw("UPDATE questions SET newest_version_id = (SELECT v.id FROM question_versions v WHERE v.question_id = questions.id ORDER BY v.number DESC LIMIT 1)");
  const asked = "SELECT v.question_id, max(v.id) AS version_id FROM quiz_version_questions p JOIN question_versions v ON v.id = p.question_version_id GROUP BY v.question_id";
  await db.raw(`UPDATE questions SET used = 1, approved_version_id = asked.version_id FROM (${asked}) AS asked WHERE asked.question_id = questions.id`);
  await db.raw("UPDATE questions SET approved_version_id = newest_version_id WHERE state = 'published' AND approved_version_id IS NULL");
  await db.raw("UPDATE questions SET used = 1 WHERE id IN (SELECT question_id FROM quiz_questions)");
  for (let after = 0; ;) {
    const rows = await listUnplaced(db, after, 500);
    if (rows.length === 0) return;
    await placeQuestions(db, rows, { isNew: true });
    await indexWords(db, rows.map(({ question_id }) => question_id), { isNew: true });
    after = rows.at(-1)!.question_id;
  }
}
