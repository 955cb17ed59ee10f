import { LEAST_GROUP } from "../../engine/statistics/disclosure.ts";
import { listPublishedRestingOn, type OpenQuiz } from "../../storage/quizzes.ts";
import type { Db, FactRow, Quiz } from "../../storage/tables.ts";
import { listDraftsRestingOn, listQuestionsRestingOn, listResultsRestingOn, type TouchedQuestion, type TouchedResults } from "../../storage/touched.ts";

/** Figures of fewer than five people are left out, and the total with them: nothing can be had by subtraction. */
export interface GuardedResults { slug: string; title: string; figures: Pick<TouchedResults, "attempts" | "people" | "results"> | null }

/** Everything that rests on a fact. */
export interface Touched { questions: TouchedQuestion[]; quizzes: OpenQuiz[]; drafts: Pick<Quiz, "slug" | "title" | "state">[]; results: GuardedResults[] }

export async function touchedBy(db: Db, { id }: Pick<FactRow, "id">): Promise<Touched> {
  const quizzes = await listPublishedRestingOn(db, [id]);
  const published = new Set(quizzes.map(({ slug }) => slug));
  return {
    questions: await listQuestionsRestingOn(db, id), quizzes, drafts: (await listDraftsRestingOn(db, id)).filter(({ slug }) => !published.has(slug)),
    results: (await listResultsRestingOn(db, id)).map(guarded),
  };
}

function guarded({ slug, title, ...figures }: TouchedResults): GuardedResults {
  return { slug, title, figures: figures.people < LEAST_GROUP ? null : figures };
}
