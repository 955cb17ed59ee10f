import { asked, type AskedQuestion } from "../engine/questions/asked.ts";
import { answerInWords, reviewed, type ReviewedQuestion } from "../engine/questions/reviewed.ts";
import type { Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import type { PaperQuestion } from "../storage/paper-items.ts";
import type { Withdrawal } from "./withdrawals.ts";

/** One question of a paper as its page may know it: `review` and `answer` are there only once the answer is stored, `withdrawal` where a fact behind it is in doubt. */
export interface Sheet { id: string; position: number; asked: AskedQuestion; review: ReviewedQuestion | null; answer: string[] | null; withdrawal: Withdrawal | null }

/** What a sheet needs of a line, be it of a paper or of a review. */
export type AnsweredLine = Pick<PaperQuestion, "question_public_id" | "position" | "body" | "layout" | "chosen" | "score">;

/** The only road from a stored question to a learner's page. */
export function sheetOf(line: AnsweredLine, withdrawal: Withdrawal | null): Sheet {
  const { question, layout } = unpack(line);
  const isAnswered = line.chosen !== null && line.score !== null;
  const chosen = isAnswered ? (JSON.parse(line.chosen!) as Chosen) : null;
  const review = chosen && !withdrawal?.isRetracted ? reviewed(question, layout, chosen, line.score!) : null;
  return { id: line.question_public_id, position: line.position, asked: asked(question, layout), review, answer: chosen && answerInWords(question, chosen), withdrawal };
}

export function unpack({ body, layout }: Pick<PaperQuestion, "body" | "layout">): { question: Question; layout: string[] } {
  return { question: JSON.parse(body) as Question, layout: JSON.parse(layout) as string[] };
}
