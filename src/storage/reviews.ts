import type { Knex } from "knex";
import { creditedMark, markNow } from "../engine/questions/ruling.ts";
import type { Question } from "../engine/questions/question.ts";
import { versionsInDoubt } from "./doubts.ts";
import type { RegradeKind } from "./regrade-tables.ts";
import type { ReviewRow } from "./review-tables.ts";
import { bodyNow, versionsSuspended, withRulings } from "./rulings.ts";
import { statement } from "./statements.ts";
import type { Db, New } from "./tables.ts";

/** A review with its question, by the key that counts now; so is the score, which is kept as it was. `isVoid`: the question was withdrawn or retired since, or an attempt is open that asks the same fact, so it is not asked. The body holds the key: only `asked` and `reviewed` may hand it on. */
export interface Review extends ReviewRow { question_id: number; question_public_id: string; stem: string; body: string; isWithdrawn: boolean; isVoid: boolean }

export async function findReviewOf(db: Db, personId: number, publicId: string): Promise<Review | undefined> {
  const [row] = (await reviews(db, personId).where("reviews.public_id", publicId)) as Row[];
  return row && withMark(row);
}

/** The reviews of one day of this person, in their order. */
export async function listReviewsOn(db: Db, personId: number, day: string): Promise<Review[]> {
  return (await ofDay(db, personId, day)).map(withMark);
}

const ofDay = statement<[personId: number, day: string], Row>((db, personId, day) => reviews(db, personId).where("reviews.day", day).orderBy("reviews.position"));

type Row = Omit<Review, "isVoid" | "isWithdrawn"> & { state: string; doubted: number | null; suspended: number | null; ruling: RegradeKind | null; open: number | string };

function reviews(db: Db, personId: number): Knex.QueryBuilder {
  const open = (db("paper_items") as Knex.QueryBuilder).join("attempts", "attempts.id", "paper_items.attempt_id").join("question_facts as on_paper", "on_paper.question_version_id", "paper_items.question_version_id")
    .join("question_facts as here", "here.fact_id", "on_paper.fact_id").leftJoin("responses", "responses.paper_item_id", "paper_items.id")
    .where("attempts.person_id", personId).whereNull("attempts.finished_at").whereNull("responses.id").where("here.question_version_id", db.ref("reviews.question_version_id")).count("*").as("open");
  return withRulings((db("reviews") as Knex.QueryBuilder).join("question_versions", "question_versions.id", "reviews.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .leftJoin(versionsInDoubt(db).as("doubts"), "doubts.question_version_id", "question_versions.id"))
    .leftJoin(versionsSuspended(db).as("waiting"), "waiting.question_version_id", "question_versions.id").where("reviews.person_id", personId)
    .select("reviews.*", "questions.id as question_id", "questions.public_id as question_public_id", "questions.state", "question_versions.stem", bodyNow(db), "doubts.question_version_id as doubted", "waiting.question_version_id as suspended", open);
}

function withMark({ state, doubted, suspended, ruling, open, ...row }: Row): Review {
  const isHeldBack = suspended !== null && row.answered_at === null;
  return { ...row, score: scoreNow(row, ruling), isWithdrawn: doubted !== null || isHeldBack, isVoid: doubted !== null || isHeldBack || state !== "published" || Number(open) > 0 };
}

function scoreNow({ body, chosen, score }: Pick<Row, "body" | "chosen" | "score">, ruling: RegradeKind | null): number | null {
  if (ruling === null || chosen === null || score === null) return score;
  return ruling === "credit" ? creditedMark : markNow(JSON.parse(body) as Question, JSON.parse(chosen) as string[], score);
}

/** Another process may have drawn the same place of the day: then that one stands. */
export async function insertReviewOnce(db: Db, review: New<ReviewRow>): Promise<void> {
  await db("reviews").insert(review).onConflict(["person_id", "day", "position"]).ignore();
}

/** Stores an answer where there is none yet, and says whether it did. */
export async function updateAnswer(db: Db, id: number, answer: Pick<ReviewRow, "chosen" | "score" | "confidence" | "answered_at">): Promise<boolean> {
  return (await db("reviews").where({ id }).whereNull("answered_at").update(answer)) > 0;
}

export async function deleteUnanswered(db: Db, ids: readonly number[]): Promise<void> {
  await db("reviews").whereIn("id", [...ids]).whereNull("answered_at").delete();
}
