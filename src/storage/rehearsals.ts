import type { Confidence } from "../engine/questions/confidence.ts";
import type { RehearsalRow } from "./rehearsal-tables.ts";
import type { Db, Quiz } from "./tables.ts";

/** What a rehearsal was started with: the rules of the draft as they were, the seed of its orders, and the language in which it is read. */
export interface RehearsalTerms extends Pick<Quiz, "title" | "pass_percent" | "feedback" | "asks_confidence" | "adaptive" | "adaptive_most" | "shuffles_options" | "limit_minutes"> { seed: string; language: string | null }
/** A question that it can ask, by its version; `logits` only where it adapts. */
export interface RehearsedQuestion { version: number; logits?: number }
/** A question on its paper. `chosen` null: not answered yet; `missed`: the time was up before. */
export interface RehearsalLine { version: number; layout: string[]; chosen: string[] | null; score: number | null; confidence: Confidence | null; missed: boolean }
export interface Rehearsal extends Omit<RehearsalRow, "terms" | "pool" | "lines"> { terms: RehearsalTerms; pool: RehearsedQuestion[]; lines: RehearsalLine[] }

type Whose = Pick<RehearsalRow, "person_id" | "quiz_id">;

export async function findRehearsal(db: Db, { person_id, quiz_id }: Whose): Promise<Rehearsal | undefined> {
  const row = await db("rehearsals").where({ person_id, quiz_id }).first();
  return row && read(row);
}

/** Holds the row until the transaction ends. */
export async function findLockedRehearsal(tx: Db, { person_id, quiz_id }: Whose): Promise<Rehearsal | undefined> {
  const row = await tx("rehearsals").where({ person_id, quiz_id }).forUpdate().first();
  return row && read(row);
}

/** A new one takes the place of the last. */
export async function insertRehearsal(tx: Db, { terms, pool, lines, ...rehearsal }: Omit<Rehearsal, "id">): Promise<void> {
  await tx("rehearsals").insert({ ...rehearsal, terms: JSON.stringify(terms), pool: JSON.stringify(pool), lines: JSON.stringify(lines) }).onConflict(["person_id", "quiz_id"]).merge();
}

export async function updateRehearsal(tx: Db, id: number, { lines, finished_at }: Pick<Rehearsal, "lines" | "finished_at">): Promise<void> {
  await tx("rehearsals").where({ id }).update({ lines: JSON.stringify(lines), finished_at });
}

export async function deleteRehearsal(db: Db, { person_id, quiz_id }: Whose): Promise<void> {
  await db("rehearsals").where({ person_id, quiz_id }).delete();
}

/** The stored questions of these versions. They hold the keys. */
export async function listVersionBodies(db: Db, ids: readonly number[]): Promise<Map<number, { body: string; public_id: string }>> {
  const rows: { id: number; body: string; public_id: string }[] = await db("question_versions").join("questions", "questions.id", "question_versions.question_id").whereIn("question_versions.id", [...ids]).select("question_versions.id", "question_versions.body", "questions.public_id");
  return new Map(rows.map(({ id, ...question }) => [id, question]));
}

function read({ terms, pool, lines, ...row }: RehearsalRow): Rehearsal {
  return { ...row, terms: JSON.parse(terms) as RehearsalTerms, pool: JSON.parse(pool) as RehearsedQuestion[], lines: JSON.parse(lines) as RehearsalLine[] };
}
