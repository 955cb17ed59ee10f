import type { Knex } from "knex";
import { insertInBatches, inPortions } from "./batches.ts";
import type { Regrade, RegradeScore, RegradeVersion } from "./regrade-tables.ts";
import type { Attempt, Db, New, ResponseRow } from "./tables.ts";

export function findRegradeByKey(db: Db, key: string): Promise<Regrade | undefined> {
  return db("regrades").where({ key }).first();
}

export function findRegrade(db: Db, publicId: string): Promise<Regrade | undefined> {
  return db("regrades").where({ public_id: publicId }).first();
}

/** The newest of a question that stands: it is the one that can be reversed. */
export function findNewestRegrade(db: Db, questionId: number): Promise<Regrade | undefined> {
  return db("regrades").where({ question_id: questionId, reversed_at: null }).orderBy("id", "desc").first();
}

/** A regrade with the names of who did it and who reversed it, and how many results it changed. */
export interface SignedRegrade extends Regrade { author_name: string; reverser_name: string | null; results: number; versions: number[] }

/** The newest first. */
export async function listRegradesOf(db: Db, questionId: number): Promise<SignedRegrade[]> {
  const results = db("recounts").count("*").where({ is_reversal: 0 }).where("regrade_id", db.ref("regrades.id")).as("results");
  const rows: Knex.QueryBuilder = db("regrades").join("people as author", "author.id", "regrades.author_id").leftJoin("people as reverser", "reverser.id", "regrades.reversed_by").where({ question_id: questionId })
    .orderBy("regrades.id", "desc").select("regrades.*", "author.name as author_name", "reverser.name as reverser_name", results);
  const named: Knex.QueryBuilder = db("regrade_versions").join("question_versions", "question_versions.id", "regrade_versions.question_version_id").where({ question_id: questionId }).orderBy("number").select("regrade_id", "number");
  const versions = (await named) as { regrade_id: number; number: number }[];
  return ((await rows) as SignedRegrade[]).map((row) => ({ ...row, results: Number(row.results), versions: versions.filter(({ regrade_id }) => regrade_id === row.id).map(({ number }) => number) }));
}

export async function insertRegrade(tx: Db, regrade: New<Regrade>): Promise<Regrade> {
  const [row] = await tx("regrades").insert(regrade).returning("*");
  return row!;
}

export async function updateReversed(tx: Db, id: number, reversal: Pick<Regrade, "reversed_by" | "reversed_at" | "reversal_reason">): Promise<void> {
  await tx("regrades").where({ id }).update(reversal);
}

/** What stood for these versions does not any more; these rulings do. */
export async function insertRulings(tx: Db, rulings: readonly RegradeVersion[]): Promise<void> {
  await tx("regrade_versions").whereIn("question_version_id", rulings.map((ruling) => ruling.question_version_id)).update({ stands: 0 });
  await insertInBatches(tx, "regrade_versions", rulings);
}

export function listRulingsOf(db: Db, regradeId: number): Promise<RegradeVersion[]> {
  return db("regrade_versions").where({ regrade_id: regradeId }).orderBy("question_version_id");
}

/** For each of the versions, the newest ruling of a regrade that was not reversed stands again. */
export async function updateStandingRulings(tx: Db, versionIds: readonly number[]): Promise<void> {
  await tx("regrade_versions").whereIn("question_version_id", [...versionIds]).update({ stands: 0 });
  const left = await tx("regrade_versions").join("regrades", "regrades.id", "regrade_versions.regrade_id").whereNull("regrades.reversed_at").whereIn("question_version_id", [...versionIds])
    .groupBy("question_version_id").select("question_version_id").max({ regrade_id: "regrade_id" });
  for (const { question_version_id, regrade_id } of left as Pick<RegradeVersion, "question_version_id" | "regrade_id">[]) await tx("regrade_versions").where({ question_version_id, regrade_id }).update({ stands: 1 });
}

export function listStandingRulings(db: Db, versionIds: readonly number[]): Promise<RegradeVersion[]> {
  return db("regrade_versions").where({ stands: 1 }).whereIn("question_version_id", [...versionIds]).orderBy("question_version_id");
}

/** Attempts whose paper has one of these versions. */
export function listAttemptsAsking(db: Db, versionIds: readonly number[]): Promise<Attempt[]> {
  return db("attempts").whereIn("id", db("paper_items").whereIn("question_version_id", [...versionIds]).select("attempt_id")).orderBy("id");
}

/** An answer to one of these versions. */
export type GivenResponse = Pick<ResponseRow, "id" | "chosen" | "score" | "attempt_id"> & { question_version_id: number };

export async function listResponsesTo(db: Db, versionIds: readonly number[]): Promise<GivenResponse[]> {
  const rows: Knex.QueryBuilder = db("responses").join("paper_items", "paper_items.id", "responses.paper_item_id").whereIn("paper_items.question_version_id", [...versionIds]).orderBy("responses.id")
    .select("responses.id", "responses.chosen", "responses.score", "responses.attempt_id", "paper_items.question_version_id");
  return (await rows) as GivenResponse[];
}

/** Many at once: those that are worth the same take one statement. */
export async function updateResponseScores(tx: Db, scores: ReadonlyMap<number, number>): Promise<void> {
  const ids = new Map<number, number[]>();
  for (const [id, score] of scores) { if (!ids.has(score)) ids.set(score, []); ids.get(score)!.push(id); }
  for (const [score, same] of ids) for (const portion of inPortions(same, 500)) await tx("responses").whereIn("id", portion).update({ score });
}

export async function insertScores(tx: Db, scores: readonly RegradeScore[]): Promise<void> {
  await insertInBatches(tx, "regrade_scores", scores);
}

export async function listScoresOf(db: Db, regradeId: number): Promise<Map<number, RegradeScore>> {
  return new Map((await db("regrade_scores").where({ regrade_id: regradeId })).map((row) => [row.response_id, row]));
}

/** How many answers each version of the question has, by the version's id. */
export async function countAnswersByVersion(db: Db, questionId: number): Promise<Map<number, number>> {
  const rows: Knex.QueryBuilder = db("responses").join("paper_items", "paper_items.id", "responses.paper_item_id").join("question_versions", "question_versions.id", "paper_items.question_version_id")
    .where("question_versions.question_id", questionId).groupBy("question_versions.id").select("question_versions.id").count({ total: "*" });
  return new Map(((await rows) as { id: number; total: number | string }[]).map(({ id, total }) => [id, Number(total)]));
}
