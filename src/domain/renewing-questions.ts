import { listArticlesOfFacts } from "../storage/articles.ts";
import { listMadeFactKeysOf } from "../storage/candidates.ts";
import { listKeysAskedWith } from "../storage/fact-links.ts";
import { listFactsByKeys } from "../storage/incident-reading.ts";
import { findQuestionByOrigin, listUntouchedDraftsOn } from "../storage/question-bank.ts";
import { updateQuestion } from "../storage/questions.ts";
import type { Db } from "../storage/tables.ts";
import { questionsOfArticle } from "./article-questions.ts";
import { keepQuestion } from "./generating.ts";
import type { Vocabulary } from "./keeping-facts.ts";

/**
 * Questions of articles that rest on changed facts, be it with a wrong option, are made anew where they are in the bank; drafts that nobody has touched and that
 * do not come any more are retired, unless a fact in doubt is the reason.
 */
export async function renewQuestionsOn(tx: Db, factKeys: readonly string[], vocabulary: Vocabulary, at: Date): Promise<void> {
  const changed = (await listFactsByKeys(tx, factKeys)).map(({ id }) => id);
  const [made, renewed] = [new Set<string>(), new Set(factKeys)];
  for (const article of await listArticlesOfFacts(tx, [...factKeys, ...(await listKeysAskedWith(tx, changed))])) {
    for (const key of await listMadeFactKeysOf(tx, article.id)) renewed.add(key);
    for (const question of await questionsOfArticle(tx, article, vocabulary)) {
      made.add(question.id);
      const held = await findQuestionByOrigin(tx, question.id);
      if (held) await keepQuestion(tx, question, held.incident_id, at);
    }
  }
  const isRenewed = (origin: string) => renewed.has(origin.split(".")[0]!);
  for (const { id, origin_key } of await listUntouchedDraftsOn(tx, changed)) if (isRenewed(origin_key) && !made.has(origin_key)) await updateQuestion(tx, id, { state: "retired" });
}
