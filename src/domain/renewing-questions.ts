import { listArticlesOfFacts } from "../storage/articles.ts";
import { findQuestionByOrigin, listUntouchedDraftsOn } from "../storage/question-bank.ts";
import { updateQuestion } from "../storage/questions.ts";
import type { Db } from "../storage/tables.ts";
import { questionsOfArticle } from "./article-questions.ts";
import { keepQuestion } from "./generating.ts";
import type { Vocabulary } from "./keeping-facts.ts";

/** Questions of articles that rest on changed facts are made anew where they are in the bank; drafts that nobody has touched and that do not come any more are retired. */
export async function renewQuestionsOn(tx: Db, factKeys: readonly string[], vocabulary: Vocabulary, at: Date): Promise<void> {
  const made = new Set<string>();
  for (const article of await listArticlesOfFacts(tx, factKeys)) {
    for (const question of await questionsOfArticle(tx, article, vocabulary)) {
      made.add(question.id);
      const held = await findQuestionByOrigin(tx, question.id);
      if (held) await keepQuestion(tx, question, held.incident_id, at);
    }
  }
  const isOfChanged = (origin: string) => factKeys.includes(origin.split(".")[0]!);
  for (const { id, origin_key } of await listUntouchedDraftsOn(tx, factKeys)) if (isOfChanged(origin_key) && !made.has(origin_key)) await updateQuestion(tx, id, { state: "retired" });
}
