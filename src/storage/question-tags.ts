import { inPortions, insertInBatches } from "./batches.ts";
import type { Db } from "./tables.ts";

/** The tags of each of these questions that has some, in their order. */
export async function listTagsOf(db: Db, questionIds: readonly number[]): Promise<Map<number, string[]>> {
  const tags = new Map<number, string[]>();
  for (const ids of inPortions(questionIds, 500)) {
    for (const { question_id, tag } of await db("question_tags").whereIn("question_id", ids).orderBy(["question_id", "tag"])) tags.set(question_id, [...(tags.get(question_id) ?? []), tag]);
  }
  return tags;
}

/** Tags that are in use, those of most questions first. */
export async function listTagsInUse(db: Db, most: number): Promise<{ tag: string; questions: number }[]> {
  const rows = await db("question_tags").select("tag").count({ questions: "*" }).groupBy("tag").orderBy([{ column: "questions", order: "desc" }, { column: "tag" }]).limit(most);
  return rows.map(({ tag, questions }) => ({ tag, questions: Number(questions) }));
}

/** Of questions that do not have the tag. */
export async function insertTag(tx: Db, questionIds: readonly number[], tag: string): Promise<void> {
  await insertInBatches(tx, "question_tags", questionIds.map((question_id) => ({ question_id, tag })));
}

export async function deleteTag(tx: Db, questionIds: readonly number[], tag: string): Promise<void> {
  for (const ids of inPortions(questionIds, 500)) await tx("question_tags").where({ tag }).whereIn("question_id", ids).delete();
}
