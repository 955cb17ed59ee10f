import type { Knex } from "knex";
import type { Article, Db, EvidenceRow } from "./tables.ts";

/** A quotation with its place in an article whose text we have. */
export interface Passage extends Pick<EvidenceRow, "quote">, Pick<Article, "text"> { key: string; start: number; end: number }

/** The quotations of these facts that were taken from articles. */
export async function listPassages(db: Db, factKeys: readonly string[]): Promise<Passage[]> {
  const rows: Knex.QueryBuilder = db("evidence").join("facts", "facts.id", "evidence.fact_id").join("articles", "articles.source_id", "evidence.source_id")
    .whereIn("facts.key", factKeys).whereNotNull("evidence.start_offset").whereNotNull("evidence.end_offset").orderBy("articles.id")
    .select("facts.key", "evidence.quote", "evidence.start_offset as start", "evidence.end_offset as end", "articles.text");
  return (await rows) as Passage[];
}
