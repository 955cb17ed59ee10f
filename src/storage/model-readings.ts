import type { Db, ModelReading, New } from "./tables.ts";

/** The last time that a language model was asked about this article. */
export function findModelReading(db: Db, articleId: number): Promise<ModelReading | undefined> {
  return db("model_readings").where({ article_id: articleId }).orderBy("id", "desc").first();
}

export async function insertModelReading(db: Db, reading: New<ModelReading>): Promise<ModelReading> {
  const [row] = await db("model_readings").insert(reading).returning("*");
  return row!;
}
