import type { ArticlePick, Db } from "./tables.ts";

/** The questions that somebody wants for the quiz of an article. */
export async function listPicks(db: Db, articleId: number): Promise<string[]> {
  return (await db("article_picks").where({ article_id: articleId }).orderBy(["picked_at", "question"]).select("question")).map(({ question }) => question);
}

/** Picking again changes nothing. */
export async function insertPick(db: Db, pick: ArticlePick): Promise<void> {
  await db("article_picks").insert(pick).onConflict(["article_id", "question"]).ignore();
}

export async function deletePick(db: Db, articleId: number, question: string): Promise<void> {
  await db("article_picks").where({ article_id: articleId, question }).delete();
}
