import type { Knex } from "knex";

/** Which entities came of an article, which quotations are a second source, what was merged with what, and the questions that reviewers have picked. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("entities", (t) => { t.integer("article_id"); });
  await db.schema.alterTable("candidates", (t) => { t.integer("backs").notNullable().defaultTo(0); });
  await db.schema
    .createTable("merged_entities", (t) => {
      t.increments("id");
      t.string("key").notNullable();
      t.string("kept_key").notNullable().index();
      t.text("names").notNullable();
      t.integer("merged_by").references("people.id");
      t.string("merged_at").notNullable();
    })
    .createTable("article_picks", (t) => {
      t.integer("article_id").notNullable().references("articles.id");
      t.string("question").notNullable();
      t.integer("picked_by").references("people.id");
      t.string("picked_at").notNullable();
      t.primary(["article_id", "question"]);
    });
  await sayWhatCameOfArticles(db);
}

async function sayWhatCameOfArticles(db: Knex): Promise<void> {
  const rows: { article_id: number; made: string }[] = await db("candidates").whereNot({ made: "[]" }).select("article_id", "made");
  for (const { article_id, made } of rows) for (const key of JSON.parse(made) as string[]) await db("entities").where({ key }).update({ article_id });
}
