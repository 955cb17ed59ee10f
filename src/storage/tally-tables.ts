import type { QuestionVersion, QuizVersion } from "./tables.ts";

/** Tallies count what came up alike in finished attempts of one published version that are no practice. `is_first` is 1 for first attempts. They are made from the attempts and can be made anew (domain/tallying.ts). */
interface Tally { quiz_version_id: QuizVersion["id"]; is_first: 0 | 1 }
interface QuestionTally extends Tally { question_version_id: QuestionVersion["id"] }

/** `score` of `of` is the result that was given, or what it became; `total` of `lines` is the same without any withdrawn question. */
export interface AttemptTally extends Tally { score: number; of: number; total: number; lines: number; attempts: number }
/** What was won in one place of the paper; places whose question is withdrawn now are left out. */
export interface SlotTally extends Tally { position: number; score: number; answers: number }
/** `chosen` is a JSON list of ids in ascending order where a question has options, empty elsewhere; `total` and `lines` are those of the attempts. */
export interface AnswerTallyRow extends QuestionTally { chosen: string; score: number; total: number; lines: number; answers: number }
/** `seconds` from the first sight of the question to its answer, rounded as one would say it. */
export interface PaceTally extends QuestionTally { seconds: number; answers: number }
/** `month` (2026-01) is that in which the attempts were started; `points` is the sum of the scores. */
export interface MonthTally extends QuestionTally { month: string; points: number; answers: number }

/** What figures of that version of a quiz say against that version of a question: a JSON list, the gravest first. Made anew with the tallies (domain/judging.ts). */
export interface QuestionVerdict { quiz_version_id: QuizVersion["id"]; question_version_id: QuestionVersion["id"]; verdicts: string }
/** The tallies of this version were looked through, under these rules, as they are now. */
export interface QuizJudgement { quiz_version_id: QuizVersion["id"]; rules: string }

/**
 * What was put in each line of an answer that is no choice of options: `line` is a pair (`choice`: the place of its response among all of them) or an item of a sequence (`choice`: its place, from 1), by its id. What was typed has no line, and is kept as `choice`,
 * as it is read. `points` is the sum of the scores of these answers.
 */
export interface LineTally extends QuestionTally { line: string; choice: string; points: number; answers: number }

declare module "knex/types/tables.js" {
  interface Tables { attempt_tallies: AttemptTally; slot_tallies: SlotTally; answer_tallies: AnswerTallyRow; pace_tallies: PaceTally; month_tallies: MonthTally; line_tallies: LineTally; question_verdicts: QuestionVerdict; quiz_judgements: QuizJudgement }
}

export interface Tallies { attempt_tallies: AttemptTally; slot_tallies: SlotTally; answer_tallies: AnswerTallyRow; pace_tallies: PaceTally; month_tallies: MonthTally; line_tallies: LineTally }
