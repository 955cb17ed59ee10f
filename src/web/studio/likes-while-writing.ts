import { findLikeQuestions, type LikeQuestion } from "../../domain/like-questions.ts";
import { bodyOf, type WrittenQuestion } from "../../domain/written-questions.ts";
import { gistOf, likeness } from "../../engine/questions/likeness.ts";
import type { Question } from "../../engine/questions/question.ts";
import type { FullQuestion } from "../../storage/questions.ts";
import type { Db } from "../../storage/tables.ts";

/** Questions of the bank like one that is written. Who edits without asking another thing is not told again what was known before. */
export function likesWhileWriting(db: Db, written: WrittenQuestion, editing?: FullQuestion): Promise<LikeQuestion[]> {
  return likesOf(db, bodyOf(written, { id: "draft", facts: written.facts, evidence: [], enemies: [] }), editing);
}

/** The same of what is written so far. */
export async function likesOf(db: Db, question: Question, editing?: FullQuestion): Promise<LikeQuestion[]> {
  if (editing && likeness(gistOf(question), gistOf(JSON.parse(editing.body) as Question)).likeness === 1) return [];
  return findLikeQuestions(db, question, editing?.id);
}

/** Whether somebody has seen them and saves all the same. */
export function isAnyway(body: unknown): boolean {
  return (body as { anyway?: unknown } | undefined)?.anyway === "1";
}
