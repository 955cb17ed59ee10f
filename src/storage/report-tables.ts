/** What learners report. Times are UTC ISO strings. */

export const REPORT_REASONS = ["wrong_key", "unclear", "outdated", "typo", "other"] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
/** What a learner finds wrong with a question. Of one person and question one report is open at a time. `note` is what a trainer answered. */
export interface ProblemReport {
  id: number; public_id: string; person_id: number; question_id: number; question_version_id: number; attempt_id: number; reason: ReportReason; text: string;
  state: "open" | "closed"; at: string; closed_by: number | null; closed_at: string | null; note: string;
}

declare module "knex/types/tables.js" {
  interface Tables { problem_reports: ProblemReport }
}
