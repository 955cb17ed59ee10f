import type { Knex } from "knex";

/** Large audiences are filled in portions; whoever has nothing left to do is added up too. */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("assignments", (t) => { t.integer("filled_to"); });
  await db("summary_marks").insert({ kind: "team", ref: 0, part: "duties" });
}
