import type { Knex } from "knex";
import { versionsOut } from "./doubts.ts";
import { newestQuizVersions } from "./readable-incidents.ts";
import { bodyNow, withRulings } from "./rulings.ts";
import { feedbackIn } from "./told-when.ts";
import type { Attempt, Db, Person, QuizVersion } from "./tables.ts";

type Learner = Pick<Person, "id">;

/** That an open attempt of somebody asks about an incident. */
export interface OpenPaper extends Pick<QuizVersion, "title" | "closed_book" | "feedback">, Pick<Attempt, "deadline_at"> { public_id: string; incident_id: number }

/** Once for each attempt and incident; an incident counts where a question is about it or rests on a fact of it. */
export async function listOpenPapersOf(db: Db, learner: Learner): Promise<OpenPaper[]> {
  const about: Knex.QueryBuilder = db("paper_items as item").join("question_versions", "question_versions.id", "item.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .whereNotNull("questions.incident_id").select("item.attempt_id", "questions.incident_id");
  const resting = (table: string): Knex.QueryBuilder => db("paper_items as item").join(`${table} as link`, "link.question_version_id", "item.question_version_id").join("facts", "facts.id", "link.fact_id").select("item.attempt_id", "facts.incident_id");
  const open: Knex.QueryBuilder = db("attempts").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").where("attempts.person_id", learner.id).whereNull("attempts.finished_at")
    .orderBy("attempts.id").select("attempts.id", "attempts.public_id", "attempts.deadline_at", "quiz_versions.title", "quiz_versions.closed_book", feedbackIn(db));
  const attempts = (await open) as (Omit<OpenPaper, "incident_id"> & { id: number })[];
  if (attempts.length === 0) return [];
  const ids = attempts.map(({ id }) => id);
  const rows = (await about.whereIn("item.attempt_id", ids).union([resting("question_facts").whereIn("item.attempt_id", ids), resting("question_grounds").whereIn("item.attempt_id", ids)])) as { attempt_id: number; incident_id: number }[];
  return attempts.flatMap(({ id, ...attempt }) => rows.filter(({ attempt_id }) => attempt_id === id).map(({ incident_id }) => ({ ...attempt, incident_id })));
}

/** A question about what to do, as a published quiz has it. `isAnswered`: this learner has answered each version that published quizzes have, in finished attempts, and no open attempt waits for an answer to the question. */
export interface Decision { id: number; body: string; slug: string; title: string; isAnswered: boolean }

/** Each question once, in the order of the bank; what is withdrawn is left out. */
export async function listDecisionsAbout(db: Db, learner: Learner, incidentId: number): Promise<Decision[]> {
  const rows: Knex.QueryBuilder = db("quiz_version_questions as pool").join("quiz_versions", "quiz_versions.id", "pool.quiz_version_id").join("quizzes", "quizzes.id", "quiz_versions.quiz_id")
    .join("question_versions as version", "version.id", "pool.question_version_id").join("questions", "questions.id", "version.question_id")
    .whereIn("pool.quiz_version_id", newestQuizVersions(db)).where({ "questions.incident_id": incidentId, "questions.level": "decide" }).whereNotIn("version.id", versionsOut(db))
    .orderBy(["questions.id", "quizzes.id"]).select("questions.id", "version.id as version_id", bodyNow(db, "version"), "quizzes.slug", "quiz_versions.title");
  const decisions = (await withRulings(rows, "version")) as (Omit<Decision, "isAnswered"> & { version_id: number })[];
  const [answered, waiting] = [await listVersionsAnswered(db, learner, decisions.map(({ version_id }) => version_id)), await listWaiting(db, learner, decisions.map(({ id }) => id))];
  const isAnswered = (id: number) => !waiting.has(id) && decisions.every((other) => other.id !== id || answered.has(other.version_id));
  return decisions.filter(({ id }, place) => decisions.findIndex((other) => other.id === id) === place).map(({ id, body, slug, title }) => ({ id, body, slug, title, isAnswered: isAnswered(id) }));
}

async function listVersionsAnswered(db: Db, learner: Learner, versionIds: readonly number[]): Promise<Set<number>> {
  const rows = await db("paper_items").join("attempts", "attempts.id", "paper_items.attempt_id").join("responses", "responses.paper_item_id", "paper_items.id")
    .where("attempts.person_id", learner.id).whereNotNull("attempts.finished_at").whereIn("paper_items.question_version_id", [...versionIds]).distinct("paper_items.question_version_id as id");
  return new Set((rows as { id: number }[]).map(({ id }) => id));
}

/** Questions on an open paper that have no answer there yet. */
async function listWaiting(db: Db, learner: Learner, questionIds: readonly number[]): Promise<Set<number>> {
  const rows = await db("paper_items").join("attempts", "attempts.id", "paper_items.attempt_id").join("question_versions", "question_versions.id", "paper_items.question_version_id").leftJoin("responses", "responses.paper_item_id", "paper_items.id")
    .where("attempts.person_id", learner.id).whereNull("attempts.finished_at").whereNull("responses.id").whereIn("question_versions.question_id", [...questionIds]).distinct("question_versions.question_id as id");
  return new Set((rows as { id: number }[]).map(({ id }) => id));
}

/** The published quizzes that ask about an incident, or rest on a fact of it. */
export async function listQuizIdsAbout(db: Db, incidentId: number): Promise<number[]> {
  const pool = (): Knex.QueryBuilder => db("quiz_version_questions as pool").join("quiz_versions", "quiz_versions.id", "pool.quiz_version_id").whereIn("pool.quiz_version_id", newestQuizVersions(db)).select("quiz_versions.quiz_id");
  const about = pool().join("question_versions", "question_versions.id", "pool.question_version_id").join("questions", "questions.id", "question_versions.question_id").where("questions.incident_id", incidentId);
  const resting = pool().join("question_facts", "question_facts.question_version_id", "pool.question_version_id").join("facts", "facts.id", "question_facts.fact_id").where("facts.incident_id", incidentId);
  return ((await about.union(resting)) as { quiz_id: number }[]).map(({ quiz_id }) => quiz_id);
}
