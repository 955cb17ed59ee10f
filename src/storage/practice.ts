import type { Knex } from "knex";
import { versionsOut } from "./doubts.ts";
import type { Attempt, Db, QuestionVersion } from "./tables.ts";

/** The open practice of an attempt. */
export function findOpenPracticeOf(db: Db, attemptId: number): Promise<Attempt | undefined> {
  return db("attempts").where({ practice_of: attemptId }).whereNull("finished_at").first();
}

export async function countPracticesAt(db: Db, { person_id, quiz_id }: Pick<Attempt, "person_id" | "quiz_id">): Promise<number> {
  const row = await db("attempts").where({ person_id, quiz_id }).whereNotNull("practice_of").count({ total: "*" }).first();
  return Number(row?.total ?? 0);
}

/** The questions of an attempt that got no full points, or no answer before the time was up, in their order; none that is withdrawn. */
export function listMissedVersions(db: Db, attemptId: number): Promise<QuestionVersion[]> {
  return db("question_versions").join("paper_items", "paper_items.question_version_id", "question_versions.id").leftJoin("responses", "responses.paper_item_id", "paper_items.id")
    .where("paper_items.attempt_id", attemptId).whereNotIn("question_versions.id", versionsOut(db))
    .where((missed) => missed.where("responses.score", "<", FULL).orWhere((open) => open.whereNull("responses.id").where("paper_items.missed", 1)))
    .orderBy("paper_items.position").select("question_versions.*");
}

/** Parts of points do not always add up to one. */
const FULL = 1 - 1e-9;

/** A question that asks about a fact which `about`, the version of another question, asks about too. */
export type SisterVersion = QuestionVersion & { about: number };

/**
 * Other questions of the same facts as learners are asked them now: they stand in the newest version of a published quiz. None of a quiz whose attempts are
 * limited, because practice would tell what it asks; no decisions, which ask something else about a fact.
 */
export async function listSisters(db: Db, versionIds: readonly number[]): Promise<SisterVersion[]> {
  const newest = db("quiz_versions as newer").max("newer.number").where("newer.quiz_id", db.ref("quizzes.id"));
  const asked = db("quiz_version_questions as pool").join("quiz_versions as version", "version.id", "pool.quiz_version_id").join("quizzes", "quizzes.id", "version.quiz_id")
    .where("quizzes.state", "published").where("version.number", newest).whereNull("version.most_attempts").select("pool.question_version_id");
  const sisters: Knex.QueryBuilder = db("question_versions").join("questions", "questions.id", "question_versions.question_id")
    .join("question_facts as its", "its.question_version_id", "question_versions.id").join("question_facts as missed", "missed.fact_id", "its.fact_id")
    .whereIn("missed.question_version_id", [...versionIds]).whereIn("question_versions.id", asked).whereNotIn("question_versions.id", versionsOut(db))
    .whereNot("questions.level", "decide").whereNot("questions.state", "retired").orderBy("question_versions.id").distinct("question_versions.*", "missed.question_version_id as about");
  return (await sisters) as SisterVersion[];
}
