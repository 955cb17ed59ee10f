import { listMadeFactKeysOf } from "../storage/candidates.ts";
import { deletePick, insertPick } from "../storage/picks.ts";
import type { Article, Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";

/** Marks a question that an article's facts give, or takes the mark away. All who review the article share the marks. @throws Refused where it is a question of no fact of the article */
export async function pickQuestion(db: Db, reviewer: Pick<Person, "id">, article: Pick<Article, "id">, question: string, isWanted: boolean, at: Date): Promise<void> {
  if (!isWanted) return deletePick(db, article.id, question);
  const keys = await listMadeFactKeysOf(db, article.id);
  if (question.length > 200 || !keys.includes(question.split(".")[0]!)) throw new Refused("offers.vanished-one");
  await insertPick(db, { article_id: article.id, question, picked_by: reviewer.id, picked_at: at.toISOString() });
}
