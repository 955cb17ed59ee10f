import type { Knex } from "knex";

/** The articles of a source are looked for with each quotation that a learner reads. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("articles", (t) => { t.index("source_id"); });
}
