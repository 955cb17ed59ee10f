import { questionsOfArticle } from "../../domain/article-questions.ts";
import type { Vocabulary } from "../../domain/keeping-facts.ts";
import type { Level } from "../../engine/questions/question.ts";
import type { Article, Db } from "../../storage/tables.ts";
import { findFindingsOf, type FindingWords } from "./findings.ts";
import { previewOf, type Preview } from "./keyed.ts";
import type { WORDS } from "./words.ts";

/** A question that the facts of an article give, with what the linter finds in it. */
export interface Offer { id: string; stem: string; level: Level; kind: keyof typeof WORDS.kind; preview: Preview; findings: FindingWords[] }

export async function articleOffers(db: Db, article: Pick<Article, "id">, vocabulary: Vocabulary): Promise<Offer[]> {
  const questions = await questionsOfArticle(db, article, vocabulary);
  const findings = await findFindingsOf(db, questions);
  return questions.map((question, place) => ({
    id: question.id, stem: question.stem, level: question.level, kind: question.kind, preview: previewOf(JSON.stringify(question), `offer-${place + 1}`), findings: findings[place]!,
  }));
}
