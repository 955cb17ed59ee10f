import type { Knex } from "knex";
import type { Db, QuestionRow, QuestionVersion, QuizVersionQuestion } from "./tables.ts";

/** A question as a published version of a quiz holds it: which version of it, and where. */
export interface HeldQuestion extends Pick<QuestionRow, "public_id">, Pick<QuestionVersion, "question_id" | "number" | "stem">, Pick<QuizVersionQuestion, "position"> {}

/** In their order. */
export async function listHeldQuestions(db: Db, quizVersionId: number): Promise<HeldQuestion[]> {
  const rows: Knex.QueryBuilder = db("quiz_version_questions as pool").join("question_versions", "question_versions.id", "pool.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .where("pool.quiz_version_id", quizVersionId).orderBy("pool.position").select("questions.public_id", "question_versions.question_id", "question_versions.number", "question_versions.stem", "pool.position");
  return (await rows) as HeldQuestion[];
}
