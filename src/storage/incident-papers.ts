import type { Knex } from "knex";
import { versionsOut } from "./doubts.ts";
import { amongIds } from "./given-lists.ts";
import { newestQuizVersions } from "./readable-incidents.ts";
import { bodyNow, withRulings } from "./rulings.ts";
import { statement } from "./statements.ts";
import { feedbackIn } from "./told-when.ts";
import type { Attempt, Db, Person, QuizVersion } from "./tables.ts";

type Learner = Pick<Person, "id">;

/** That an open attempt of somebody asks about an incident. */
export interface OpenPaper extends Pick<QuizVersion, "title" | "closed_book" | "feedback">, Pick<Attempt, "deadline_at"> { public_id: string; incident_id: number }

const openOnes = statement<[personId: number], Omit<OpenPaper, "incident_id"> & { id: number }>((db, personId) => db("attempts").join("quiz_versions", "quiz_versions.id", "attempts.quiz_version_id").where("attempts.person_id", personId).whereNull("attempts.finished_at")
  .orderBy("attempts.id").select("attempts.id", "attempts.public_id", "attempts.deadline_at", "quiz_versions.title", "quiz_versions.closed_book", feedbackIn(db)));

const incidentsOn = statement<[attemptIds: string], { attempt_id: number; incident_id: number }>((db, ids) => {
  const about: Knex.QueryBuilder = db("paper_items as item").join("question_versions", "question_versions.id", "item.question_version_id").join("questions", "questions.id", "question_versions.question_id")
    .whereNotNull("questions.incident_id").select("item.attempt_id", "questions.incident_id");
  const resting = (table: string): Knex.QueryBuilder => db("paper_items as item").join(`${table} as link`, "link.question_version_id", "item.question_version_id").join("facts", "facts.id", "link.fact_id").select("item.attempt_id", "facts.incident_id");
  return about.whereRaw(amongIds(db, "item.attempt_id", ids)).union([resting("question_facts"), resting("question_grounds")].map((rows) => rows.whereRaw(amongIds(db, "item.attempt_id", ids))));
});

/** Once for each attempt and incident; an incident counts where a question is about it or rests on a fact of it. */
export async function listOpenPapersOf(db: Db, learner: Learner): Promise<OpenPaper[]> {
  const attempts = await openOnes(db, learner.id);
  if (attempts.length === 0) return [];
  const rows = await incidentsOn(db, JSON.stringify(attempts.map(({ id }) => id)));
  return attempts.flatMap(({ id, ...attempt }) => rows.filter(({ attempt_id }) => attempt_id === id).map(({ incident_id }) => ({ ...attempt, incident_id })));
}

/** A question about what to do, as a published quiz has it. `isAnswered`: this learner has answered each version that published quizzes have, in finished attempts, and no open attempt waits for an answer to the question. */
export interface Decision { id: number; body: string; slug: string; title: string; isAnswered: boolean }

/** Each question once, in the order of the bank; what is withdrawn is left out. */
export async function listDecisionsAbout(db: Db, learner: Learner, incidentId: number): Promise<Decision[]> {
  const decisions = await decisionsAbout(db, incidentId);
  const [answered, waiting] = [await listVersionsAnswered(db, learner, decisions.map(({ version_id }) => version_id)), await listWaiting(db, learner, decisions.map(({ id }) => id))];
  const isAnswered = (id: number) => !waiting.has(id) && decisions.every((other) => other.id !== id || answered.has(other.version_id));
  return decisions.filter(({ id }, place) => decisions.findIndex((other) => other.id === id) === place).map(({ id, body, slug, title }) => ({ id, body, slug, title, isAnswered: isAnswered(id) }));
}

const decisionsAbout = statement<[incidentId: number], Omit<Decision, "isAnswered"> & { version_id: number }>((db, incidentId) => {
  const rows: Knex.QueryBuilder = db("quiz_version_questions as pool").join("quiz_versions", "quiz_versions.id", "pool.quiz_version_id").join("quizzes", "quizzes.id", "quiz_versions.quiz_id")
    .join("question_versions as version", "version.id", "pool.question_version_id").join("questions", "questions.id", "version.question_id")
    .whereIn("pool.quiz_version_id", newestQuizVersions(db)).where({ "questions.incident_id": incidentId, "questions.level": "decide" }).whereNotIn("version.id", versionsOut(db))
    .orderBy(["questions.id", "quizzes.id"]).select("questions.id", "version.id as version_id", bodyNow(db, "version"), "quizzes.slug", "quiz_versions.title");
  return withRulings(rows, "version");
});

async function listVersionsAnswered(db: Db, learner: Learner, versionIds: readonly number[]): Promise<Set<number>> {
  return new Set(versionIds.length === 0 ? [] : (await versionsAnswered(db, learner.id, JSON.stringify(versionIds))).map(({ id }) => id));
}

const versionsAnswered = statement<[personId: number, versionIds: string], { id: number }>((db, personId, versionIds) => db("paper_items").join("attempts", "attempts.id", "paper_items.attempt_id").join("responses", "responses.paper_item_id", "paper_items.id")
  .where("attempts.person_id", personId).whereNotNull("attempts.finished_at").whereRaw(amongIds(db, "paper_items.question_version_id", versionIds)).distinct("paper_items.question_version_id as id"));

/** Questions on an open paper that have no answer there yet. */
async function listWaiting(db: Db, learner: Learner, questionIds: readonly number[]): Promise<Set<number>> {
  return new Set(questionIds.length === 0 ? [] : (await waitingFor(db, learner.id, JSON.stringify(questionIds))).map(({ id }) => id));
}

const waitingFor = statement<[personId: number, questionIds: string], { id: number }>((db, personId, questionIds) => db("paper_items").join("attempts", "attempts.id", "paper_items.attempt_id").join("question_versions", "question_versions.id", "paper_items.question_version_id").leftJoin("responses", "responses.paper_item_id", "paper_items.id")
  .where("attempts.person_id", personId).whereNull("attempts.finished_at").whereNull("responses.id").whereRaw(amongIds(db, "question_versions.question_id", questionIds)).distinct("question_versions.question_id as id"));

/** The published quizzes that ask about an incident, or rest on a fact of it. */
export async function listQuizIdsAbout(db: Db, incidentId: number): Promise<number[]> {
  return (await quizzesAbout(db, incidentId)).map(({ quiz_id }) => quiz_id);
}

const quizzesAbout = statement<[incidentId: number], { quiz_id: number }>((db, incidentId) => {
  const pool = (): Knex.QueryBuilder => db("quiz_version_questions as pool").join("quiz_versions", "quiz_versions.id", "pool.quiz_version_id").whereIn("pool.quiz_version_id", newestQuizVersions(db)).select("quiz_versions.quiz_id");
  const about = pool().join("question_versions", "question_versions.id", "pool.question_version_id").join("questions", "questions.id", "question_versions.question_id").where("questions.incident_id", incidentId);
  const resting = pool().join("question_facts", "question_facts.question_version_id", "pool.question_version_id").join("facts", "facts.id", "question_facts.fact_id").where("facts.incident_id", incidentId);
  return about.union(resting);
});
