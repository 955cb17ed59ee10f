import type { Knex } from "knex";
import { statement } from "./statements.ts";
import type { Article, Db, EvidenceRow } from "./tables.ts";

/** A quotation with its place in an article whose text we have. */
export interface Passage extends Pick<EvidenceRow, "quote">, Pick<Article, "text"> { key: string; start: number; end: number; article_id: number }

/** The quotations of these facts that were taken from articles, by article. */
export async function listPassages(db: Db, factKeys: readonly string[]): Promise<Passage[]> {
  return factKeys.length === 0 ? [] : ((await passages(db).whereIn("facts.key", [...factKeys])) as Passage[]);
}

/** The same of one fact. */
export const passagesOf = statement<[factKey: string], Passage>((db, key) => passages(db).where("facts.key", key));

function passages(db: Db): Knex.QueryBuilder {
  return (db("evidence") as Knex.QueryBuilder).join("facts", "facts.id", "evidence.fact_id").join("articles", "articles.source_id", "evidence.source_id")
    .whereNotNull("evidence.start_offset").whereNotNull("evidence.end_offset").orderBy("articles.id")
    .select("facts.key", "evidence.quote", "evidence.start_offset as start", "evidence.end_offset as end", "articles.text", "articles.id as article_id");
}
