import { inPortions, insertInBatches } from "./batches.ts";
import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import { paginate, type Page } from "./page.ts";
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

export interface TagCount { tag: string; questions: number }

/** Tags in their order, those with this text within them; `q` is normalised. */
export function listTags(db: Db, q: string, page: number): Promise<Page<TagCount>> {
  const tags: Knex.QueryBuilder = db("question_tags");
  if (q) tags.whereRaw("tag LIKE ? ESCAPE '\\'", [`%${q.replace(/[\\%_]/g, "\\$&")}%`]);
  const counted = tags.clone().groupBy("tag").select("tag").count({ questions: "*" }).as("counted");
  return paginate<TagCount>(db.from(counted as never).orderBy("tag").select("tag", "questions") as unknown as Knex.QueryBuilder, page);
}

export function countTagged(db: Db, tag: string): Promise<number> {
  return countRows(db("question_tags").where({ tag }));
}

/** The questions with this tag, or those among some, which nobody else changes until the transaction ends. */
export async function lockTagged(tx: Db, tag: string, among?: readonly number[]): Promise<number[]> {
  const tagged = (await tx("question_tags").where({ tag }).orderBy("question_id").select("question_id")).map(({ question_id }) => question_id);
  const wanted = among && new Set(among);
  const ids = wanted ? tagged.filter((id) => wanted.has(id)) : tagged;
  for (const portion of inPortions(ids, 500)) await tx("questions").whereIn("id", portion).orderBy("id").forUpdate().select("id");
  return ids;
}
