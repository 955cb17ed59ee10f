import { asked, type AskedQuestion } from "../engine/questions/asked.ts";
import { reviewed, type ReviewedQuestion } from "../engine/questions/reviewed.ts";
import type { Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import type { PaperQuestion } from "../storage/paper-items.ts";

/** One question of a paper as its page may know it: `review` is there only once the answer is stored. */
export interface Sheet { id: string; position: number; asked: AskedQuestion; review: ReviewedQuestion | null }

/** The only road from a stored question to a learner's page. */
export function sheetOf(line: PaperQuestion): Sheet {
  const { question, layout } = unpack(line);
  const isAnswered = line.chosen !== null && line.score !== null;
  const review = isAnswered ? reviewed(question, layout, JSON.parse(line.chosen!) as Chosen, line.score!) : null;
  return { id: line.question_public_id, position: line.position, asked: asked(question, layout), review };
}

export function unpack({ body, layout }: Pick<PaperQuestion, "body" | "layout">): { question: Question; layout: string[] } {
  return { question: JSON.parse(body) as Question, layout: JSON.parse(layout) as string[] };
}
