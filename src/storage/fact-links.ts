import type { Knex } from "knex";
import { versionsRestingOn } from "./doubts.ts";
import type { Db, QuestionVersion } from "./tables.ts";

/** The newest versions of the questions of which some version rests on this fact. */
export async function listNewestVersionsOn(db: Db, factId: number): Promise<QuestionVersion[]> {
  const questions = db("question_versions").whereIn("id", versionsRestingOn(db, [factId])).select("question_id");
  const newest = db("question_versions as newer").max("newer.number").where("newer.question_id", db.ref("question_versions.question_id"));
  const rows: Knex.QueryBuilder = db("question_versions").whereIn("question_id", questions).where("number", newest).orderBy("question_id").select("question_versions.*");
  return (await rows) as QuestionVersion[];
}

/** The keys of the facts about which questions ask that rest on one of these, themselves among them where they are asked about. */
export async function listKeysAskedWith(db: Db, factIds: readonly number[]): Promise<string[]> {
  const asked = db("question_facts").whereIn("question_version_id", versionsRestingOn(db, factIds)).select("fact_id");
  return (await db("facts").whereIn("id", asked).orderBy("id").select("key")).map(({ key }) => key);
}

/** Questions rest on another fact in place of this one, and what was said of its standing was said of that one. */
export async function updateLinks(db: Db, from: number, to: number): Promise<void> {
  for (const table of ["question_facts", "question_grounds"] as const) {
    const linked = db(table).where({ fact_id: to }).select("question_version_id");
    await db(table).where({ fact_id: from }).whereIn("question_version_id", linked).delete();
    await db(table).where({ fact_id: from }).update({ fact_id: to });
  }
  await db("fact_standings").where({ fact_id: from }).update({ fact_id: to });
}
