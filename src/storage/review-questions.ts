import type { Knex } from "knex";
import { versionsOut } from "./doubts.ts";
import { bodyNow, withRulings } from "./rulings.ts";
import type { MemoryRow } from "./review-tables.ts";
import { statement } from "./statements.ts";
import type { Db, FactRow, QuestionRow } from "./tables.ts";
import { factsUntold } from "./told-when.ts";

/** A memory of a fact that stands, with the fact and the question that asked it last. */
export interface RememberedFact extends MemoryRow, Pick<FactRow, "key" | "relation" | "incident_id" | "data"> {
  last_kind: string; last_level: string; last_topic: string; last_incident_id: number | null; last_body: string;
}

/** The first 200 of those that are due until then, ISO times, and of those that are due beyond any wait: a clock was wrong when they were answered. What may not be told yet is not among them. */
export function listDueFacts(db: Db, personId: number, { until, beyond }: { until: string; beyond: string }): Promise<RememberedFact[]> {
  return dueFacts(db, personId, until, beyond);
}

const dueFacts = statement<[personId: number, until: string, beyond: string], RememberedFact>((db, personId, until, beyond) => {
  const newest = db("question_versions as newer").max("newer.number").where("newer.question_id", db.ref("last.id"));
  const rows = (db("memories") as Knex.QueryBuilder).join("facts", "facts.id", "memories.fact_id").join("questions as last", "last.id", "memories.last_question_id").join("question_versions as version", "version.question_id", "last.id")
    .where("memories.person_id", personId).where((due: Knex.QueryBuilder) => due.where("memories.due_at", "<=", until).orWhere("memories.due_at", ">", beyond)).where("facts.standing", "current").where("version.number", newest).whereNotIn("memories.fact_id", factsUntold(db, personId))
    .select("memories.*", "facts.key", "facts.relation", "facts.incident_id", "facts.data", "last.kind as last_kind", "last.level as last_level", "last.topic as last_topic", "last.incident_id as last_incident_id", "version.body as last_body");
  return rows.orderBy(["memories.due_at", "memories.fact_id"]).limit(200);
});

/** When facts that stand, and of which it may be told, are due after that, the next one first: ISO times. */
export async function listDueAfter(db: Db, personId: number, at: string, limit: number): Promise<string[]> {
  const rows = await db("memories").join("facts", "facts.id", "memories.fact_id").where("memories.person_id", personId).where("facts.standing", "current").where("memories.due_at", ">", at).whereNotIn("memories.fact_id", factsUntold(db, personId))
    .orderBy("memories.due_at").limit(limit).select("memories.due_at");
  return (rows as { due_at: string }[]).map(({ due_at }) => due_at);
}

/** A version of a question that learners can meet in a published quiz, once for each fact that it asks about. The body holds the key. */
export interface OpenQuestion extends Pick<QuestionRow, "kind" | "level" | "topic" | "incident_id"> { question_id: number; version_id: number; fact_id: number; fact_key: string; relation: string; data: string; body: string }

/** Whom questions are for, and the versions of the quizzes that they have still to take. */
export interface Reader { personId: number; toCome: readonly number[] }

/** Those that ask about these facts. */
export async function listQuestionsAsking(db: Db, { personId, toCome }: Reader, factIds: readonly number[]): Promise<OpenQuestion[]> {
  const rows: unknown = await openQuestions(db, personId, toCome).whereIn("question_facts.fact_id", [...factIds]);
  return rows as OpenQuestion[];
}

/** Decisions on one of these topics, and questions on how something worked, with one of these relations, about facts that this person has met. */
export async function listQuestionsLike(db: Db, { personId, toCome }: Reader, topics: readonly string[], relations: readonly string[]): Promise<OpenQuestion[]> {
  const met = db("memories").where({ person_id: personId }).select("fact_id");
  const rows: unknown = await openQuestions(db, personId, toCome).where((like) => like
    .where((decide) => decide.where("questions.level", "decide").whereIn("questions.topic", [...topics]))
    .orWhere((mechanism) => mechanism.where("questions.level", "mechanism").whereIn("facts.relation", [...relations]).whereIn("facts.id", met)));
  return rows as OpenQuestion[];
}

/** In the newest version of a published quiz, published themselves, resting on no fact in doubt, on no paper that this person has open and in no quiz that they have still to take. */
function openQuestions(db: Db, personId: number, toCome: readonly number[]): Knex.QueryBuilder {
  const newest = db("quiz_versions as newer").max("newer.number").where("newer.quiz_id", db.ref("quizzes.id"));
  const onPapers = db("paper_items").join("attempts", "attempts.id", "paper_items.attempt_id").join("question_versions as met", "met.id", "paper_items.question_version_id")
    .where("attempts.person_id", personId).whereNull("attempts.finished_at").select("met.question_id");
  const kept = db("quiz_version_questions").join("question_versions as later", "later.id", "quiz_version_questions.question_version_id").whereIn("quiz_version_questions.quiz_version_id", [...toCome]).select("later.question_id");
  const open: Knex.QueryBuilder = (db("quizzes") as Knex.QueryBuilder).join("quiz_versions", "quiz_versions.quiz_id", "quizzes.id").join("quiz_version_questions as pool", "pool.quiz_version_id", "quiz_versions.id")
    .join("question_versions as version", "version.id", "pool.question_version_id").join("questions", "questions.id", "version.question_id")
    .join("question_facts", "question_facts.question_version_id", "version.id").join("facts", "facts.id", "question_facts.fact_id")
    .where("quizzes.state", "published").where("questions.state", "published").where("quiz_versions.number", newest)
    .whereNotIn("version.id", versionsOut(db)).whereNotIn("questions.id", onPapers).whereNotIn("questions.id", kept)
    .orderBy(["questions.id", { column: "version.id", order: "desc" }])
    .distinct("questions.kind", "questions.level", "questions.topic", "questions.incident_id", "questions.id as question_id", "version.id as version_id", "facts.id as fact_id", "facts.key as fact_key", "facts.relation", "facts.data", bodyNow(db, "version"));
  return withRulings(open, "version");
}

/** The bodies of the questions that this person has still to answer in attempts that are open. */
export async function listOpenBodies(db: Db, personId: number): Promise<string[]> {
  const rows = (db("paper_items") as Knex.QueryBuilder).join("attempts", "attempts.id", "paper_items.attempt_id").join("question_versions", "question_versions.id", "paper_items.question_version_id")
    .leftJoin("responses", "responses.paper_item_id", "paper_items.id").where("attempts.person_id", personId).whereNull("attempts.finished_at").whereNull("responses.id").select(bodyNow(db));
  return ((await withRulings(rows)) as { body: string }[]).map(({ body }) => body);
}

/** The types of what these keys name. */
export async function listEntityTypes(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
  return new Map((await db("entities").whereIn("key", [...keys]).select("key", "type")).map(({ key, type }) => [key, type]));
}
