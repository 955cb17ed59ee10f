import type { Knex } from "knex";
import { deleteWords, indexWords, listUnplaced } from "../bank-index.ts";

/** Words are found by their middles too, questions that statistics speak against are known to the bank, and questions of a file are compared with others before they are added. */
export async function up(db: Knex): Promise<void> {
  await db.schema
    .createTable("question_verdicts", (t) => {
      t.integer("quiz_version_id").notNullable().references("quiz_versions.id");
      t.integer("question_version_id").notNullable().references("question_versions.id").index();
      t.string("verdicts").notNullable();
      t.primary(["quiz_version_id", "question_version_id"]);
    })
    .createTable("quiz_judgements", (t) => {
      t.integer("quiz_version_id").primary().references("quiz_versions.id");
      t.string("rules").notNullable();
    })
    .alterTable("import_lines", (t) => {
      t.integer("like_id");
      t.integer("like_line");
      t.integer("like_percent");
      t.integer("like_key");
    })
    .alterTable("question_imports", (t) => { t.integer("likes").notNullable().defaultTo(0); });
  await indexAnew(db);
}

async function indexAnew(db: Knex): Promise<void> {
  for (let after = 0; ;) {
    const ids = (await listUnplaced(db, after, 500)).map(({ question_id }) => question_id);
    if (ids.length === 0) return;
    await deleteWords(db, ids);
    await indexWords(db, ids, { isNew: true });
    after = ids.at(-1)!;
  }
}
