import type { Knex } from "knex";
import { inPortions, upsertInBatches } from "./batches.ts";
import type { QuestionDifficulty } from "./adaptive-tables.ts";
import type { Db } from "./tables.ts";

export async function listQuestionDifficulties(db: Db, questionIds: readonly number[]): Promise<QuestionDifficulty[]> {
  const rows: QuestionDifficulty[] = [];
  for (const portion of inPortions(questionIds, PORTION)) rows.push(...(await db("question_difficulties").whereIn("question_id", portion)));
  return rows;
}

const PORTION = 500;

export async function updateQuestionDifficulties(db: Db, rows: readonly QuestionDifficulty[]): Promise<void> {
  await upsertInBatches(db, "question_difficulties", rows, ["question_id"], ["question_id"]);
}

/** A question of the newest version of an adaptive quiz on the list. The body holds the key. */
export interface AdaptiveBody { question_id: number; body: string }

export async function listAdaptiveQuestions(db: Db): Promise<AdaptiveBody[]> {
  const newer = db("quiz_versions as newer").select("newer.id").where("newer.quiz_id", db.ref("quiz_versions.quiz_id")).where("newer.number", ">", db.ref("quiz_versions.number"));
  const rows: Knex.QueryBuilder = db("quiz_versions").join("quizzes", "quizzes.id", "quiz_versions.quiz_id").join("quiz_version_questions as pool", "pool.quiz_version_id", "quiz_versions.id")
    .join("question_versions", "question_versions.id", "pool.question_version_id").where("quizzes.state", "published").where("quiz_versions.adaptive", 1).whereNotExists(newer)
    .orderBy(["question_versions.question_id", "question_versions.id"]).select("question_versions.question_id", "question_versions.body");
  return (await rows) as AdaptiveBody[];
}

/** The first answer of somebody to a question, wherever it was asked; practice and what was missed are none. */
export interface FirstAnswer { person_id: number; question_id: number; score: number; id: number }

/** The newest `most` answers to these questions, of each person and question only the first. */
export async function listFirstAnswers(db: Db, questionIds: readonly number[], most: number): Promise<FirstAnswer[]> {
  const found: FirstAnswer[] = [];
  for (const portion of inPortions(questionIds, PORTION)) {
    const rows: Knex.QueryBuilder = db("responses").join("attempts", "attempts.id", "responses.attempt_id").join("paper_items", "paper_items.id", "responses.paper_item_id")
      .join("question_versions", "question_versions.id", "paper_items.question_version_id").whereIn("question_versions.question_id", portion).whereNull("attempts.practice_of")
      .orderBy("responses.id", "desc").limit(most).select("responses.id", "attempts.person_id", "question_versions.question_id", "responses.score");
    found.push(...((await rows) as FirstAnswer[]));
  }
  const firsts = new Map(found.sort((a, b) => b.id - a.id).map((answer) => [`${answer.person_id}/${answer.question_id}`, answer]));
  return [...firsts.values()].slice(0, most);
}

/** The newest answer there is. */
export async function findNewestResponseId(db: Db): Promise<number> {
  const row = await db("responses").max({ id: "id" }).first();
  return Number(row?.["id"] ?? 0);
}
