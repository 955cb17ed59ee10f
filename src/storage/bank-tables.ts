/** What the bank of questions keeps beside the questions themselves. Times are UTC ISO strings. */

/** `superseded`: the question was changed meanwhile, so that another review is open; `cancelled`: whoever asked does so no more, or the question was retired. */
export type ReviewDecision = "approved" | "returned" | "superseded" | "cancelled";
/** That somebody was asked to look through a version; of each question at most one is open, without a decision. `words` are those of who decided. */
export interface QuestionReview {
  id: number; question_id: number; question_version_id: number; asked_by: number | null; asked_at: string; note: string;
  decision: ReviewDecision | null; decided_by: number | null; decided_at: string | null; words: string;
}
export interface QuestionTag { tag: string; question_id: number }
/** One of the eight numbers by which questions that are alike are found (engine/questions/likeness.ts). */
export interface QuestionSketch { band: number; question_id: number }

/** The worst that the linter finds. */
export const FINDINGS = ["none", "warning", "blocking"] as const;
/**
 * What lists filter by, kept on the question. `approved_version_id`: what learners may be asked where questions are reviewed. `finding` and `like_id`, a question like it, are as of
 * `checked_as`, which names the rules and the version; both are null until somebody has looked.
 */
export interface BankColumns {
  newest_version_id?: number | null; approved_version_id?: number | null; difficulty?: string; in_review?: 0 | 1; unexplained?: 0 | 1; used?: 0 | 1;
  finding?: (typeof FINDINGS)[number] | null; checked_as?: string | null; like_id?: number | null;
}

declare module "knex/types/tables.js" {
  interface Tables { question_reviews: QuestionReview; question_tags: QuestionTag; question_sketches: QuestionSketch }
}
