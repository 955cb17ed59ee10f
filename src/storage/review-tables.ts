/** The rows of remembering: what people remember, what they are asked again. Times are UTC ISO strings. */
import type { Confidence } from "../engine/questions/confidence.ts";

/** What one person remembers of one fact (engine/learning/memory.ts), and through which question it was asked last. */
export interface MemoryRow {
  person_id: number; fact_id: number; stability: number; difficulty: number; decay: number; due_at: string; last_at: string; reps: number; lapses: number; last_question_id: number;
}
/**
 * Append only: an answer and what it said of one fact. `grade` is 1 to 4 as FSRS has it; `chance` is how likely blind guessing would have been right, 0 to 1;
 * `expected` is how likely recall seemed just before, null the first time.
 */
export interface Recollection { id: number; person_id: number; fact_id: number; question_id: number; grade: number; chance: number; expected: number | null; at: string }

/** How much longer this person's memories last than those of others (engine/learning/pace.ts). */
export interface PaceRow { person_id: number; pace: number }

/** One question of one day's review, at most three: which fact it refreshes, and the answer once there is one. `day` is the learner's, as 2026-01-05. */
export interface ReviewRow {
  id: number; public_id: string; person_id: number; fact_id: number; question_version_id: number; day: string; position: number; layout: string; asked_at: string;
  chosen: string | null; score: number | null; confidence: Confidence | null; answered_at: string | null;
}

declare module "knex/types/tables.js" {
  interface Tables { memories: MemoryRow; recollections: Recollection; paces: PaceRow; reviews: ReviewRow }
}
