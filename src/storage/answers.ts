import type { Knex } from "knex";
import { versionsInDoubt } from "./doubts.ts";
import { bodyNow, withRulings } from "./rulings.ts";
import { statement } from "./statements.ts";
import { paginate, type Page } from "./page.ts";
import type { PaperQuestion } from "./paper-items.ts";
import { feedbackIn, whereTold } from "./told-when.ts";
import type { RegradeKind } from "./regrade-tables.ts";
import type { Attempt, Db, Person, QuestionRow, QuizVersion, ResponseRow } from "./tables.ts";

type Learner = Pick<Person, "id">;

/** An answer that counts, and may be told: nothing withdrawn, and nothing whose feedback waits for the end of the attempt. `score` is 0 to 1; questions about no incident have neither slug nor label. */
export interface CountedAnswer { question: number; topic: string; slug: string | null; label: string | null; score: number; at: string; confidence: ResponseRow["confidence"]; adaptive: Attempt["adaptive"] }

export function listCountedAnswers(db: Db, learner: Learner): Promise<CountedAnswer[]> {
  return counted(db, learner.id);
}

const counted = statement<[personId: number], CountedAnswer>((db, id) => countedAnswers(db, { id }));

/** The same without practice: what others see of somebody. */
export async function listGradedAnswers(db: Db, learner: Learner): Promise<CountedAnswer[]> {
  return (await countedAnswers(db, learner).whereNull("attempts.practice_of")) as CountedAnswer[];
}

function countedAnswers(db: Db, learner: Learner): Knex.QueryBuilder {
  return toldAnswers(db, learner).leftJoin("incidents", (join) => { join.on("incidents.id", "questions.incident_id").andOnVal("incidents.kind", "incident"); })
    .whereNotIn("question_versions.id", versionsInDoubt(db)).orderBy("responses.id")
    .select("questions.id as question", "questions.topic", "incidents.slug", "incidents.label", "responses.score", "responses.answered_at as at", "responses.confidence", "attempts.adaptive");
}

/** One answer of the history, with its question and where it was given. The body holds the key: only `sheetOf` may hand it on. */
export interface PastAnswer extends PaperQuestion, Pick<Attempt, "number" | "finished_at" | "language">, Pick<QuizVersion, "title" | "feedback">, Pick<QuestionRow, "topic"> { attempt_public_id: string }
/** `wrong`: not wholly right. Empty values narrow nothing. */
export interface AnswerFilter { verdict: "" | "right" | "wrong" | "sure-wrong"; topic: string }

/** The newest first. */
export async function listAnswers(db: Db, learner: Learner, { verdict, topic }: AnswerFilter, number: number): Promise<Page<PastAnswer>> {
  const query = withRulings(toldAnswers(db, learner)).leftJoin(versionsInDoubt(db).as("doubts"), "doubts.question_version_id", "question_versions.id")
    .orderBy([{ column: "responses.answered_at", order: "desc" }, { column: "responses.id", order: "desc" }])
    .select("paper_items.*", "questions.public_id as question_public_id", "questions.id as question_id", "questions.topic", bodyNow(db), "responses.chosen", "responses.score", "responses.answered_at",
      "responses.confidence", "attempts.number", "attempts.finished_at", "attempts.language", feedbackIn(db), "attempts.public_id as attempt_public_id", "quiz_versions.title", "doubts.question_version_id as doubted");
  if (topic) query.where("questions.topic", topic);
  if (verdict === "right") query.where("responses.score", ">=", 1);
  if (verdict === "wrong" || verdict === "sure-wrong") query.where("responses.score", "<", 1);
  if (verdict === "sure-wrong") query.where("responses.confidence", "sure");
  const page = await paginate<PastAnswer & { doubted: number | null; ruling: RegradeKind | null }>(query, number);
  return { ...page, rows: page.rows.map(({ doubted, ruling, ...answer }) => ({ ...answer, isWithdrawn: doubted !== null, isCredited: ruling === "credit", isRuled: ruling !== null })) };
}

function toldAnswers(db: Db, learner: Learner): Knex.QueryBuilder {
  return whereTold((db("responses") as Knex.QueryBuilder).join("attempts", "attempts.id", "responses.attempt_id").join("paper_items", "paper_items.id", "responses.paper_item_id")
    .join("question_versions", "question_versions.id", "paper_items.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").where("attempts.person_id", learner.id));
}
