import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { Db } from "./tables.ts";

/** A question that may be like another: who it is, and its newest version. */
export interface Possible { id: number; public_id: string; state: string; stem: string; body: string; fingerprint: string | null }

/** Which questions have each of these bands, the oldest first and `most` of each. Any number of bands may be asked for. */
export async function listSharingBands(db: Db, bands: readonly number[], most: number): Promise<Map<number, number[]>> {
  const sharing = new Map<number, number[]>();
  const one = "SELECT * FROM (SELECT band, question_id FROM question_sketches WHERE band = ? ORDER BY band, question_id LIMIT ?) AS sharing";
  for (const portion of inPortions([...new Set(bands)], 200)) {
    const answer = (await db.raw(portion.map(() => one).join(" UNION ALL "), portion.flatMap((band) => [band, most]))) as unknown;
    for (const { band, question_id } of rowsOf(answer)) sharing.set(band, [...(sharing.get(band) ?? []), question_id]);
  }
  return sharing;
}

function rowsOf(answer: unknown): { band: number; question_id: number }[] {
  return (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as { band: number; question_id: number }[];
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
