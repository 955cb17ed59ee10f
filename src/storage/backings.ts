import type { Knex } from "knex";
import type { Article, CandidateRow, Db, EvidenceRow, Source } from "./tables.ts";

/** A candidate whose article is a further source of a fact, with that article and its key among the sources of the incident. */
export interface Backing { fact_key: string; data: string; source_id: number; source: string; text: string }

export async function listBackings(db: Db): Promise<Backing[]> {
  const rows: Knex.QueryBuilder = db("candidates").join("articles", "articles.id", "candidates.article_id").join("sources", "sources.id", "articles.source_id")
    .where("candidates.backs", 1).whereNotNull("candidates.fact_key").orderBy("candidates.id")
    .select("candidates.fact_key", "candidates.data", "articles.source_id", "articles.text", "sources.key as source");
  return (await rows) as Backing[];
}

/** The first candidate whose article is a further source of this fact. */
export function findBacking(db: Db, factKey: string): Promise<CandidateRow | undefined> {
  return db("candidates").where({ fact_key: factKey, backs: 1 }).orderBy("id").first();
}

export function findSourceOf(db: Db, { source_id }: Pick<Article, "source_id">): Promise<Source | undefined> {
  return db("sources").where({ id: source_id ?? 0 }).first();
}

export async function deleteEvidence(db: Db, quotation: Pick<EvidenceRow, "fact_id" | "source_id" | "quote">): Promise<void> {
  await db("evidence").where(quotation).delete();
}
