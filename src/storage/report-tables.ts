/** What learners report. Times are UTC ISO strings. */

export const REPORT_REASONS = ["wrong_key", "unclear", "outdated", "typo", "also_true", "other"] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
export const REPORT_OUTCOMES = ["question_changed", "regraded", "no_fault", "duplicate"] as const;
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];
/** Why a report of a further right option left the question where it was, until somebody looks. */
export type QueuedBecause = "person" | "installation" | "quiz" | "looked_at";
/**
 * What a learner finds wrong with a question. Of one person and question one report is open at a time. `note` is what a trainer answered. `option`: the id of the option that is also true.
 * One that was made in a review has no attempt; `layout` and `chosen` keep what its learner saw and answered, as JSON.
 */
export interface ProblemReport {
  id: number; public_id: string; person_id: number; question_id: number; question_version_id: number; attempt_id: number | null; reason: ReportReason; text: string;
  option: string | null; layout: string | null; chosen: string | null; queued_because: QueuedBecause | null;
  state: "open" | "closed"; at: string; closed_by: number | null; closed_at: string | null; note: string; outcome: ReportOutcome | null;
}

/** A question is out of circulation because somebody said that a further option is true, until a trainer has looked. One of a question is open at a time. */
export interface Suspension { id: number; question_id: number; report_id: number | null; person_id: number | null; at: string; ended_by: number | null; ended_at: string | null }

declare module "knex/types/tables.js" {
  interface Tables { problem_reports: ProblemReport; suspensions: Suspension }
}
