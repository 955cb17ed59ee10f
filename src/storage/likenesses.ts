import type { Knex } from "knex";
import type { Db } from "./tables.ts";

/** A question that may be like another: who it is, and its newest version. */
export interface Possible { id: number; public_id: string; state: string; stem: string; body: string; fingerprint: string | null }

/** More share a band only where many say nearly the same; then these are enough. */
const MOST = 60;

/** Questions that are not retired and share a band of the sketch or the fingerprint; those that share most bands first. */
export async function listPossiblyLike(db: Db, bands: readonly number[], fingerprint: string, exceptId: number | undefined): Promise<Possible[]> {
  const sharing = await db("question_sketches").whereIn("band", [...bands]).select("question_id").count({ shared: "*" }).groupBy("question_id").orderBy([{ column: "shared", order: "desc" }, { column: "question_id" }]).limit(MOST);
  const twins = await db("question_versions").where({ fingerprint }).distinct("question_id").limit(MOST);
  const ids = [...new Set([...twins, ...sharing].map(({ question_id }) => question_id))].filter((id) => id !== exceptId);
  const rows: Knex.QueryBuilder = db("questions").join("question_versions as version", "version.id", "questions.newest_version_id").whereIn("questions.id", ids).whereNot("questions.state", "retired")
    .orderBy("questions.id").select("questions.id", "questions.public_id", "questions.state", "version.stem", "version.body", "version.fingerprint");
  return (await rows) as Possible[];
}
