import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { Db } from "./tables.ts";

/** A question that may be like another: who it is, and its newest version. */
export interface Possible { id: number; public_id: string; state: string; stem: string; body: string; fingerprint: string | null }

/** Of one band no more are compared: where so many share it, it is made of words that everybody uses. */
const MOST_A_BAND = 60;

/** Which questions have each of these bands, the oldest first. Any number of bands may be asked for. */
export async function listSharingBands(db: Db, bands: readonly number[]): Promise<Map<number, number[]>> {
  const sharing = new Map<number, number[]>();
  for (const portion of inPortions([...new Set(bands)], 500)) {
    for (const { band, question_id } of await db("question_sketches").whereIn("band", portion).orderBy(["band", "question_id"]).select("band", "question_id")) {
      const ids = sharing.get(band);
      if (!ids) sharing.set(band, [question_id]);
      else if (ids.length < MOST_A_BAND) ids.push(question_id);
    }
  }
  return sharing;
}

/** What those of these questions that are not retired ask in their newest versions, as JSON. */
export async function listNewestBodies(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const bodies = new Map<number, string>();
  for (const portion of inPortions(ids, 500)) {
    const rows: Knex.QueryBuilder = db("questions").join("question_versions as version", "version.id", "questions.newest_version_id").whereIn("questions.id", portion).whereNot("questions.state", "retired").select("questions.id", "version.body");
    for (const { id, body } of (await rows) as { id: number; body: string }[]) bodies.set(id, body);
  }
  return bodies;
}

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
