import type { Knex } from "knex";
import { isPostgresDb } from "../dialects.ts";
import { putOnTriggers } from "../summary-triggers.ts";

/** Whether people have reached the steps of their paths is added up too. */
export async function up(db: Knex): Promise<void> {
  await db("summary_marks").insert({ kind: "team", ref: 0, part: "duties" });
  if (isPostgresDb(db)) await putOnTriggers(db);
}
