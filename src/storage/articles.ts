import type { Knex } from "knex";
import { paginate, type Page } from "./page.ts";
import type { Article, Db, New } from "./tables.ts";

/** An article with how far its review is. */
export interface ArticleLine extends Omit<Article, "text"> { candidates: number; decided: number; accepted: number; incident_title: string | null; author_name: string | null }

/** The newest first. */
export async function listArticles(db: Db, number: number): Promise<Page<ArticleLine>> {
  const count = (...states: string[]) => db("candidates").count("*").where("article_id", db.ref("articles.id")).whereIn("state", states);
  const columns = ["id", "public_id", "publisher", "title", "published", "url", "incident_id", "source_id", "author_id", "created_at"].map((column) => `articles.${column}`);
  const query: Knex.QueryBuilder = db("articles").leftJoin("incidents", "incidents.id", "articles.incident_id").leftJoin("people", "people.id", "articles.author_id").orderBy("articles.id", "desc")
    .select(...columns, "incidents.title as incident_title", "people.name as author_name",
      count("candidate", "accepted", "rejected").as("candidates"), count("accepted", "rejected").as("decided"), count("accepted").as("accepted"));
  const page = await paginate<ArticleLine>(query, number);
  return { ...page, rows: page.rows.map((row) => ({ ...row, candidates: Number(row.candidates), decided: Number(row.decided), accepted: Number(row.accepted) })) };
}

export function findArticle(db: Db, publicId: string): Promise<Article | undefined> {
  return db("articles").where({ public_id: publicId }).first();
}

export function findArticleById(db: Db, id: number): Promise<Article | undefined> {
  return db("articles").where({ id }).first();
}

/** Holds the row until the transaction ends, so that its incident is chosen once. */
export function lockArticle(db: Db, id: number): Promise<Article | undefined> {
  return db("articles").where({ id }).forUpdate().first();
}

/** The articles out of which these facts were accepted. */
export function listArticlesOfFacts(db: Db, factKeys: readonly string[]): Promise<Article[]> {
  return db("articles").whereIn("id", db("candidates").whereIn("fact_key", factKeys).select("article_id")).orderBy("id");
}

export async function insertArticle(db: Db, article: New<Article>): Promise<Article> {
  const [row] = await db("articles").insert(article).returning("*");
  return row!;
}

export async function updateArticle(db: Db, id: number, changes: Pick<Article, "incident_id" | "source_id">): Promise<void> {
  await db("articles").where({ id }).update(changes);
}
