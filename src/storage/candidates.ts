import type { Candidate } from "../engine/extraction/candidate.ts";
import { insertInBatches } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import { factsOfArticles } from "./knowledge.ts";
import type { CandidateRow, Db, New } from "./tables.ts";

/** A candidate with the name of who decided about it. */
export type DecidedCandidate = CandidateRow & { decider_name: string | null };

/** In the order in which they are reviewed. */
export async function listCandidates(db: Db, articleId: number): Promise<DecidedCandidate[]> {
  const rows = db("candidates").leftJoin("people", "people.id", "candidates.decided_by").where({ article_id: articleId }).orderBy("position").select("candidates.*", "people.name as decider_name");
  return (await rows) as DecidedCandidate[];
}

export function findCandidate(db: Db, articleId: number, position: number): Promise<CandidateRow | undefined> {
  return db("candidates").where({ article_id: articleId, position }).first();
}

/** The first that nobody has decided about after this place, else the first of all. */
export async function findNextCandidate(db: Db, articleId: number, position: number): Promise<CandidateRow | undefined> {
  const open = await db("candidates").where({ article_id: articleId, state: "candidate" }).orderBy("position");
  return open.find((row) => row.position > position) ?? open[0];
}

export function countCandidates(db: Db, articleId: number): Promise<number> {
  return countRows(db("candidates").where({ article_id: articleId }));
}

/** Holds the row until the transaction ends, so that decisions come one after the other. */
export async function lockCandidate(db: Db, articleId: number, position: number): Promise<CandidateRow | undefined> {
  return db("candidates").where({ article_id: articleId, position }).forUpdate().first();
}

export async function insertCandidates(db: Db, candidates: readonly New<CandidateRow>[]): Promise<void> {
  await insertInBatches(db, "candidates", candidates);
}

export async function updateCandidate(db: Db, id: number, changes: Partial<CandidateRow>): Promise<void> {
  await db("candidates").where({ id }).update(changes);
}

/** The facts that were accepted out of an article, those that were known before among them. */
export async function listFactKeysOf(db: Db, articleId: number): Promise<string[]> {
  return (await db("candidates").where({ article_id: articleId }).whereNotNull("fact_key").orderBy("position").select("fact_key")).map((row) => row.fact_key!);
}

/** Those of them that came of an article, this one or another: what files tell is left out. */
export async function listMadeFactKeysOf(db: Db, articleId: number): Promise<string[]> {
  return (await db("candidates").where({ article_id: articleId }).whereIn("fact_key", factsOfArticles(db)).orderBy("position").select("fact_key")).map((row) => row.fact_key!);
}

/** The candidates that name this entity. */
export function listCandidatesNaming(db: Db, entityKey: string): Promise<CandidateRow[]> {
  return db("candidates").whereLike("data", `%"entity":"${entityKey}"%`).orWhereLike("made", `%"${entityKey}"%`);
}

export function listCandidatesOfFacts(db: Db, factKeys: readonly string[]): Promise<CandidateRow[]> {
  return db("candidates").whereIn("fact_key", factKeys).orderBy("id");
}

export async function countPositions(db: Db, articleId: number): Promise<number> {
  return Number((await db("candidates").where({ article_id: articleId }).max({ last: "position" }).first())?.last ?? 0);
}

/** How often the candidates of a rule were accepted as they were, accepted with changes, rejected, and not decided yet. */
export interface RuleCounts { rule: string; accepted: number; edited: number; rejected: number; open: number }

type CountedRow = Pick<CandidateRow, "rule" | "state" | "edited"> & { total: unknown };

export async function listRuleCounts(db: Db): Promise<RuleCounts[]> {
  const rows = (await db("candidates").select("rule", "state", "edited").count({ total: "*" }).groupBy("rule", "state", "edited").orderBy("rule")) as CountedRow[];
  const counts = new Map<string, RuleCounts>();
  for (const { rule, state, edited, total } of rows) {
    const count = counts.get(rule) ?? { rule, accepted: 0, edited: 0, rejected: 0, open: 0 };
    count[state === "candidate" ? "open" : state === "rejected" ? "rejected" : Number(edited) === 1 ? "edited" : "accepted"] += Number(total);
    counts.set(rule, count);
  }
  return [...counts.values()];
}

/** What each rule found last, by rule. */
export async function listRuleExamples(db: Db): Promise<Map<string, Candidate>> {
  const newest = await db("candidates").whereIn("id", db("candidates").max("id").groupBy("rule")).select("rule", "data");
  return new Map(newest.map(({ rule, data }) => [rule, JSON.parse(data) as Candidate]));
}
