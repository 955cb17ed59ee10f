/** What an adaptive attempt draws from, and how hard each question counts in it: a JSON record of logits by question version. It stays as it was at the start. */
export interface AdaptivePool { attempt_id: number; difficulties: string }
/** How hard a question is, in logits, from so many first answers that won so many points. */
export interface QuestionDifficulty { question_id: number; logits: number; answers: number; points: number; at: string }

declare module "knex/types/tables.js" {
  interface Tables { adaptive_pools: AdaptivePool; question_difficulties: QuestionDifficulty }
}
