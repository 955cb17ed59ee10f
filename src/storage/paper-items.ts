import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { isInDoubt } from "./doubts.ts";
import { insertOfJson, rowsAsJson } from "./json-rows.ts";
import type { RegradeKind } from "./regrade-tables.ts";
import { bodyNow, isSuspended, withRulings } from "./rulings.ts";
import { statement } from "./statements.ts";
import type { Db, New, PaperItem, Person, ResponseRow } from "./tables.ts";

/**
 * A line of a paper with what has come of it so far: `score` null means unanswered. Carries no body, so it gives nothing away.
 * `isWithdrawn`: it is not asked, and counts only where it helps, because it rests on a fact that is disputed or retracted now, or was dropped, or is suspended and not answered yet.
 * `isRuled`: it is marked another way than it was published. `isMissed`: the time was up before it was answered. `isCredited`: everybody who was asked gets full marks.
 */
export interface PaperLine { position: number; stem: string; score: number | null; question_version_id: number; isWithdrawn: boolean; isMissed: boolean; isCredited: boolean }

/** A line with its question, by the key that counts now, and the stored answer. The body holds the key: only `asked` and `reviewed` may hand it on. */
export interface PaperQuestion extends PaperItem {
  question_public_id: string; question_id: number; body: string; chosen: string | null; score: number | null; answered_at: string | null; confidence: ResponseRow["confidence"]; isWithdrawn: boolean; isMissed: boolean; isCredited: boolean; isRuled: boolean;
}

export async function listPaper(db: Db, attemptId: number): Promise<PaperLine[]> {
  return (await linesOf(db, attemptId)).map(withMark);
}

const linesOf = statement<[attemptId: number], PaperLine & Doubted>((db, id) => itemsWithDoubts(db).where("paper_items.attempt_id", id)
  .select("paper_items.position", "paper_items.question_version_id", "question_versions.stem", "responses.score"));

/** What counting needs of them. */
export const marksOf = statement<[attemptId: number], Doubted & { position: number }>((db, id) => itemsWithDoubts(db).where("paper_items.attempt_id", id).select("paper_items.position", "responses.score"));

/** The lines of a paper with their stored questions. Those hold the keys: only what is asked may be shown of them. */
export const linesAndBodies = statement<[attemptId: number], PaperLine & Doubted & { body: string }>((db, id) => itemsWithDoubts(db).where("paper_items.attempt_id", id)
  .select("paper_items.position", "paper_items.question_version_id", "question_versions.stem", "responses.score", bodyNow(db)));

/** The stored questions of a paper, in its order. They hold the keys: only what is asked may be shown of them. */
export async function listPaperBodies(db: Db, attemptId: number): Promise<string[]> {
  return (await bodies(db, attemptId)).map(({ body }) => body);
}

const bodies = statement<[attemptId: number], { body: string }>((db, id) => itemsWithDoubts(db).where("paper_items.attempt_id", id).select(bodyNow(db)));

export async function findPaperQuestion(db: Db, attemptId: number, position: number): Promise<PaperQuestion | undefined> {
  return (await questionAt(db, attemptId, position)).map(withMark)[0];
}

const questionAt = statement<[attemptId: number, position: number], PaperQuestion & Doubted>((db, id, position) => questionsOf(db, id).where("paper_items.position", position));

/** The lines of a paper with everything about them. */
export function questionsOf(db: Db, attemptId: number | Knex.QueryBuilder): Knex.QueryBuilder {
  return itemsWithDoubts(db).join("questions", "questions.id", "question_versions.question_id").where("paper_items.attempt_id", attemptId as number)
    .select("paper_items.*", "questions.public_id as question_public_id", "questions.id as question_id", bodyNow(db), "responses.chosen", "responses.score", "responses.answered_at", "responses.confidence");
}

/** The bodies of the questions that are still to be answered. They hold keys. */
export async function listOpenBodies(db: Db, attemptId: number): Promise<string[]> {
  return (await openBodies(db, attemptId)).map(({ body }) => body);
}

const openBodies = statement<[attemptId: number], { body: string }>((db, id) => itemsWithDoubts(db).where("paper_items.attempt_id", id).whereNull("responses.id").select(bodyNow(db)));

/** What counting needs of one line of a paper. */
export type PaperMark = Pick<PaperLine, "score" | "isWithdrawn" | "isMissed" | "isCredited"> & { attempt_id: number };

/** Every line of these attempts' papers. */
export async function listMarks(db: Db, attemptIds: readonly number[]): Promise<PaperMark[]> {
  const marks: PaperMark[] = [];
  for (const portion of inPortions(attemptIds, PORTION)) {
    const rows = itemsWithDoubts(db).whereIn("paper_items.attempt_id", portion).select("paper_items.attempt_id", "responses.score");
    marks.push(...((await rows) as (PaperMark & Doubted)[]).map(withMark));
  }
  return marks;
}

const PORTION = 500;

export interface Doubted { score: number | null; doubted: number | null; suspended: number | null; ruling: RegradeKind | null; missed: 0 | 1 }

export function itemsWithDoubts(db: Db): Knex.QueryBuilder {
  const items = (db("paper_items") as Knex.QueryBuilder).join("question_versions", "question_versions.id", "paper_items.question_version_id").leftJoin("responses", "responses.paper_item_id", "paper_items.id");
  return withRulings(items).orderBy(["paper_items.attempt_id", "paper_items.position"]).select(isInDoubt(db), isSuspended(db), "paper_items.missed");
}

/** What is added comes first, here and wherever a learner waits: V8 lays an object that begins with `...` out anew each time something is added to it (docs/decisions/070). */
export function withMark<Row extends Doubted>({ doubted, suspended, ruling, ...line }: Row): Omit<Row, "doubted" | "suspended" | "ruling"> & Marked {
  const { isWithdrawn, isMissed, isCredited, isRuled } = markedBy({ doubted, suspended, ruling, score: line.score, missed: line.missed });
  return { isWithdrawn, isMissed, isCredited, isRuled, ...line };
}

type Marked = { isWithdrawn: boolean; isMissed: boolean; isCredited: boolean; isRuled: boolean };

export function markedBy({ doubted, suspended, ruling, score, missed }: Doubted): Marked {
  const isHeldBack = suspended !== null && score === null && missed === 0;
  return { isWithdrawn: doubted !== null || isHeldBack, isMissed: missed === 1, isCredited: ruling === "credit", isRuled: ruling !== null };
}

/** Which of these questions have stood on a paper of this learner before, in any version. */
export async function listSeenQuestionIds(db: Db, learner: Pick<Person, "id">, questionIds: readonly number[]): Promise<Set<number>> {
  const rows = (await seenBy(db, learner.id).whereIn("question_versions.question_id", questionIds)) as { question_id: number }[];
  return new Set(rows.map((row) => row.question_id));
}

/** Which questions of this version of a quiz have. */
export const seenInPool = statement<[personId: number, quizVersionId: number], { question_id: number }>((db, personId, quizVersionId) => seenBy(db, personId)
  .whereIn("question_versions.question_id", db("quiz_version_questions as pool").join("question_versions as asked", "asked.id", "pool.question_version_id").where("pool.quiz_version_id", quizVersionId).select("asked.question_id")));

function seenBy(db: Db, personId: number): Knex.QueryBuilder {
  return (db("paper_items") as Knex.QueryBuilder).join("attempts", "attempts.id", "paper_items.attempt_id").join("question_versions", "question_versions.id", "paper_items.question_version_id")
    .where("attempts.person_id", personId).distinct("question_versions.question_id");
}

/** Nobody can answer these any more. */
export async function updateMissed(db: Db, attemptId: number, positions: readonly number[]): Promise<void> {
  await db("paper_items").where({ attempt_id: attemptId }).whereIn("position", [...positions]).update({ missed: 1 });
}

export async function insertPaperItems(db: Db, items: Omit<New<PaperItem>, "missed" | "shown_at">[]): Promise<void> {
  for (const portion of inPortions(items)) await insert(db, rowsAsJson(COLUMNS, portion));
}

const COLUMNS = ["attempt_id", "position", "question_version_id", "layout"] as const;
const insert = statement<[rows: string], never>((db, rows) => insertOfJson(db, "paper_items", COLUMNS, new Set(["attempt_id", "position", "question_version_id"]), rows));
