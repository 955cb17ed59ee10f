import type { Knex } from "knex";

/** Imports of questions, what waits in them until it is confirmed, pictures that questions show, and what tells twins among questions. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .createTable("question_imports", (t) => {
      t.increments("id");
      t.string("public_id").notNullable().unique();
      t.integer("author_id").notNullable().references("people.id").index();
      t.string("file_name").notNullable();
      t.string("digest").notNullable();
      t.string("format").notNullable();
      t.string("state").notNullable().index();
      t.integer("questions").notNullable();
      t.integer("errors").notNullable();
      t.integer("twins").notNullable();
      t.integer("done").notNullable().defaultTo(0);
      t.integer("added").notNullable().defaultTo(0);
      t.string("run");
      t.string("beat_at");
      t.string("created_at").notNullable();
      t.string("finished_at");
    })
    .createTable("import_lines", (t) => {
      t.increments("id");
      t.integer("import_id").notNullable().references("question_imports.id");
      t.integer("position").notNullable();
      t.integer("line").notNullable();
      t.string("kind");
      t.text("title").notNullable();
      t.text("body");
      t.text("without").notNullable();
      t.text("notes").notNullable();
      t.text("error");
      t.integer("twin_id").references("questions.id").onDelete("SET NULL").index();
      t.integer("twin_line");
      t.integer("taken").notNullable();
      t.unique(["import_id", "position"]);
    })
    .createTable("import_pictures", (t) => {
      t.integer("import_id").notNullable().references("question_imports.id");
      t.string("digest").notNullable();
      t.string("type").notNullable();
      t.integer("width").notNullable();
      t.integer("height").notNullable();
      t.binary("content").notNullable();
      t.primary(["import_id", "digest"]);
    })
    .createTable("pictures", (t) => {
      t.string("digest").primary();
      t.string("type").notNullable();
      t.integer("width").notNullable();
      t.integer("height").notNullable();
      t.integer("bytes").notNullable();
      t.binary("content").notNullable();
      t.string("created_at").notNullable();
    })
    .createTable("picture_uses", (t) => {
      t.integer("question_version_id").notNullable().references("question_versions.id");
      t.string("digest").notNullable().references("pictures.digest").index();
      t.primary(["question_version_id", "digest"]);
    });
  await db.schema.alterTable("questions", (t) => { t.integer("import_id").index(); });
  await db.schema.alterTable("question_versions", (t) => { t.string("fingerprint").index(); });
}
