import type { Knex } from "knex";
import type { Memory } from "../engine/learning/memory.ts";
import { countRows } from "./counting-rows.ts";
import type { MemoryRow, Recollection } from "./review-tables.ts";
import { statement } from "./statements.ts";
import type { Db, New } from "./tables.ts";
import { factsUntold } from "./told-when.ts";
import { writing, type Writing } from "./writing-together.ts";

/** What this person remembers of every fact that was ever asked of them and stands, the first to be forgotten first; nothing of what may not be told yet. */
export function listMemories(db: Db, personId: number): Promise<Memory[]> {
  return memories(db, personId);
}

const memories = statement<[personId: number], Memory>((db, personId) => (db("memories") as Knex.QueryBuilder).join("facts", "facts.id", "memories.fact_id").join("questions", "questions.id", "memories.last_question_id")
    .where("memories.person_id", personId).where("facts.standing", "current").whereNotIn("memories.fact_id", factsUntold(db, personId)).orderBy(["memories.due_at", "facts.key"])
    .select("facts.key as factKey", "facts.incident_id as incidentId", "questions.topic", "memories.stability", "memories.difficulty", "memories.decay", "memories.due_at as dueAt", "memories.last_at as lastAt", "memories.reps", "memories.lapses"));

/** A fact that a question asks about, and what this person remembered of it; null where it was never asked. */
export type AskedFact = { fact_id: number } & ({ [Key in keyof Omit<MemoryRow, "person_id" | "fact_id">]: MemoryRow[Key] | null });

/** The facts that this version of a question asks about, in their order. */
export const listAskedFacts = statement<[personId: number, versionId: number], AskedFact>((db, personId, versionId) => askedFacts(db, personId).where("question_facts.question_version_id", versionId));

/** The same of the question at one place of an attempt of theirs. */
export const factsAt = statement<[personId: number, publicId: string, position: number], AskedFact>((db, person_id, public_id, position) => askedFacts(db, person_id)
  .where("question_facts.question_version_id", (db("paper_items") as Knex.QueryBuilder).where({ position }).where("attempt_id", db("attempts").where({ public_id, person_id }).select("id")).select("question_version_id")));

const askedFacts = (db: Db, personId: number): Knex.QueryBuilder => (db("question_facts") as Knex.QueryBuilder)
  .leftJoin("memories", (join) => { join.on("memories.fact_id", "question_facts.fact_id").andOnVal("memories.person_id", personId); }).orderBy("question_facts.fact_id")
  .select("question_facts.fact_id", "memories.stability", "memories.difficulty", "memories.decay", "memories.due_at", "memories.last_at", "memories.reps", "memories.lapses", "memories.last_question_id");

/** What a person remembers now, whether it is new or was known before. */
export function changedMemories(rows: readonly MemoryRow[]): Writing[] {
  return rows.map(({ person_id, fact_id, stability, difficulty, decay, due_at, last_at, reps, lapses, last_question_id }) => upsert(person_id, fact_id, stability, difficulty, decay, due_at, last_at, reps, lapses, last_question_id));
}

const upsert = writing(statement<[personId: number, factId: number, stability: number, difficulty: number, decay: number, dueAt: string, lastAt: string, reps: number, lapses: number, questionId: number], never>(
  (db, person_id, fact_id, stability, difficulty, decay, due_at, last_at, reps, lapses, last_question_id) =>
    db("memories").insert({ person_id, fact_id, stability, difficulty, decay, due_at, last_at, reps, lapses, last_question_id }).onConflict(["person_id", "fact_id"]).merge(),
));

export function newRecollections(rows: readonly New<Recollection>[]): Writing[] {
  return rows.map(({ person_id, fact_id, question_id, grade, chance, expected, at }) => insert(person_id, fact_id, question_id, grade, chance, expected, at));
}

const insert = writing(statement<[personId: number, factId: number, questionId: number, grade: Recollection["grade"], chance: number, expected: number | null, at: string], never>(
  (db, person_id, fact_id, question_id, grade, chance, expected, at) => db("recollections").insert({ person_id, fact_id, question_id, grade, chance, expected, at }),
));

/** One fact, and what this person remembers of it. */
export async function findAskedFact(db: Db, personId: number, factId: number): Promise<AskedFact | undefined> {
  return (await db("memories").where({ person_id: personId, fact_id: factId }).first());
}

/** Answers about facts that had been asked before. */
export function countLaterRecollections(db: Db): Promise<number> {
  return countRows(db("recollections").whereNotNull("expected"));
}

export async function listRememberingIds(db: Db): Promise<number[]> {
  return (await db("memories").distinct("person_id").orderBy("person_id")).map(({ person_id }) => person_id);
}

/** Everything that this person's answers said, in their order. */
export function listRecollectionsOf(db: Db, personId: number): Promise<Recollection[]> {
  return db("recollections").where({ person_id: personId }).orderBy(["fact_id", "id"]);
}
