import { asked, type AskedQuestion } from "../engine/questions/asked.ts";
import { confidenceInWords } from "../engine/questions/confidence.ts";
import { answerGiven, reviewed, type GivenLine, type ReviewedQuestion } from "../engine/questions/reviewed.ts";
import type { Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { isTold, type Feedback } from "../engine/questions/telling.ts";
import type { PaperQuestion } from "../storage/paper-items.ts";
import type { Withdrawal } from "./withdrawals.ts";

/**
 * One question of a paper as its page may know it: `answer` is there once the answer is stored, `review`, and what came of how sure somebody was, once it
 * may be told what was right; `withdrawal` where a fact behind it is in doubt. `isMissed`: the time was up before an answer.
 */
export interface Sheet { id: string; position: number; asked: AskedQuestion; review: ReviewedQuestion | null; answer: GivenLine[] | null; confidence: string; withdrawal: Withdrawal | null; isMissed: boolean }

/** What a sheet needs of a line, be it of a paper or of a review. */
export type AnsweredLine = Pick<PaperQuestion, "question_public_id" | "position" | "body" | "layout" | "chosen" | "score"> & Partial<Pick<PaperQuestion, "confidence" | "isMissed">>;

/** The only road from a stored question to a learner's page. */
export function sheetOf(line: AnsweredLine, withdrawal: Withdrawal | null, attempt: { feedback: Feedback; finished_at: string | null }): Sheet {
  const { question, layout } = unpack(line);
  const isAnswered = line.chosen !== null && line.score !== null;
  const chosen = isAnswered ? (JSON.parse(line.chosen!) as Chosen) : null;
  const review = chosen && isTold(attempt) && !withdrawal?.isRetracted ? reviewed(question, layout, chosen, line.score!) : null;
  return {
    id: line.question_public_id, position: line.position, asked: asked(question, layout), review, answer: chosen && answerGiven(question, layout, chosen), withdrawal,
    confidence: review && line.confidence ? confidenceInWords(line.confidence, review.verdict) : "", isMissed: line.isMissed ?? false,
  };
}

export function unpack({ body, layout }: Pick<PaperQuestion, "body" | "layout">): { question: Question; layout: string[] } {
  return { question: JSON.parse(body) as Question, layout: JSON.parse(layout) as string[] };
}
