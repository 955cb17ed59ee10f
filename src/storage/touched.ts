import type { Knex } from "knex";
import { versionsRestingOn } from "./doubts.ts";
import { questionLines, type QuestionLine } from "./questions.ts";
import type { Db, Quiz } from "./tables.ts";

/** A question that rests on a fact in some version of its; `isAsked` where it asks about it, else a wrong option or its feedback rests on it. */
export interface TouchedQuestion extends QuestionLine { isAsked: boolean }

export async function listQuestionsRestingOn(db: Db, factId: number): Promise<TouchedQuestion[]> {
  const questionIds = (versions: Knex.QueryBuilder): Knex.QueryBuilder => db("question_versions").whereIn("id", versions).select("question_id");
  const lines = (await questionLines(db).whereIn("questions.id", questionIds(versionsRestingOn(db, [factId]))).orderBy("questions.id")) as QuestionLine[];
  const asking = (await questionIds(db("question_facts").where({ fact_id: factId }).select("question_version_id"))) as { question_id: number }[];
  const asked = new Set(asking.map(({ question_id }) => question_id));
  return lines.map((line) => ({ ...line, isAsked: asked.has(line.id) }));
}

/** Quizzes whose draft has such a question in its newest version, by title. */
export async function listDraftsRestingOn(db: Db, factId: number): Promise<Pick<Quiz, "slug" | "title" | "state">[]> {
  const ids = questionLines(db).clearSelect().whereIn("version.id", versionsRestingOn(db, [factId])).select("questions.id");
  return db("quizzes").whereIn("id", db("quiz_questions").whereIn("question_id", ids).select("quiz_id")).orderBy("title").select("slug", "title", "state");
}

/** Of one quiz: attempts in which such a question was answered, of how many people, and how many of the attempts are finished. */
export interface TouchedResults extends Pick<Quiz, "slug" | "title"> { attempts: number; people: number; results: number }

export async function listResultsRestingOn(db: Db, factId: number): Promise<TouchedResults[]> {
  const finished = db.raw("count(distinct case when ?? is not null then ?? end) as ??", ["attempts.finished_at", "attempts.id", "results"]);
  const rows: Knex.QueryBuilder = db("responses").join("paper_items", "paper_items.id", "responses.paper_item_id").join("attempts", "attempts.id", "responses.attempt_id").join("quizzes", "quizzes.id", "attempts.quiz_id")
    .whereIn("paper_items.question_version_id", versionsRestingOn(db, [factId])).groupBy("quizzes.id", "quizzes.slug", "quizzes.title").orderBy("quizzes.title")
    .select("quizzes.slug", "quizzes.title", finished).countDistinct({ attempts: "attempts.id", people: "attempts.person_id" });
  return ((await rows) as TouchedResults[]).map((row) => ({ ...row, attempts: Number(row.attempts), people: Number(row.people), results: Number(row.results) }));
}
