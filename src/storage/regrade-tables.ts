/** Questions that are marked another way than their versions say. Times are UTC ISO strings. */

export const REGRADE_KINDS = ["drop", "credit", "key"] as const;
/** `drop`: it counts as a withdrawn question does. `credit`: everybody who was asked gets full marks. `key`: another key. */
export type RegradeKind = (typeof REGRADE_KINDS)[number];

/** `change` is the corrected key as JSON (engine/questions/keys.ts), "{}" for the other kinds. `key` comes with the form, so that a second click does nothing. */
export interface Regrade {
  id: number; public_id: string; key: string; question_id: number; kind: RegradeKind; change: string; reason: string; author_id: number; at: string;
  reversed_by: number | null; reversed_at: string | null; reversal_reason: string | null;
}
/** `body` is the question with the corrected key as JSON, null for the other kinds. The one that `stands` decides how the version is marked now. */
export interface RegradeVersion { regrade_id: number; question_version_id: number; kind: RegradeKind; body: string | null; stands: 0 | 1 }
/** Append only: every answer that was there, and what it was worth before and after. */
export interface RegradeScore { regrade_id: number; response_id: number; score_before: number; score_after: number }

/**
 * Append only: a result that was given, and what it became when a fact was disputed, retracted or restored, or when a question was regraded or that was reversed (`is_reversal`): one of the two causes is there.
 * `seen_at`: when its learner read it.
 */
export interface Recount {
  id: number; attempt_id: number; fact_standing_id: number | null; regrade_id: number | null; is_reversal: 0 | 1;
  score_before: number; of_before: number; score_after: number; of_after: number; at: string; seen_at: string | null;
}

declare module "knex/types/tables.js" {
  interface Tables { regrades: Regrade; regrade_versions: RegradeVersion; regrade_scores: RegradeScore; recounts: Recount }
}
