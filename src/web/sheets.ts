import { asked, type AskedQuestion } from "../engine/questions/asked.ts";
import { confidenceInWords } from "../engine/questions/confidence.ts";
import { answerGiven, reviewed, type GivenLine, type ReviewedQuestion } from "../engine/questions/reviewed.ts";
import type { Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { originalLanguageOf, toldIn } from "../engine/questions/told.ts";
import { plainTextOf } from "../engine/questions/rich-text.ts";
import { isTold, type Feedback } from "../engine/questions/telling.ts";
import type { Reader } from "../lib/readers.ts";
import type { PaperQuestion } from "../storage/paper-items.ts";
import type { Withdrawal } from "./withdrawals.ts";

/**
 * One question of a paper as its page may know it: `answer` is there once the answer is stored, `review`, and what came of how sure somebody was, once it
 * may be told what was right; `withdrawal` where a fact behind it is in doubt. `isMissed`: the time was up before an answer.
 * `language` is that of its texts, `original` that of its quotations; `untranslated` where the attempt is in another language.
 */
export interface Sheet {
  id: string; position: number; asked: Omit<AskedQuestion, "rule"> & { rule: string }; review: ReviewedQuestion | null; answer: GivenLine[] | null; confidence: string;
  withdrawal: Withdrawal | null; isMissed: boolean; language: string; original: string; untranslated: boolean;
}

/** What a sheet needs of a line, be it of a paper or of a review. */
export type AnsweredLine = Pick<PaperQuestion, "question_public_id" | "position" | "body" | "layout" | "chosen" | "score"> & Partial<Pick<PaperQuestion, "confidence" | "isMissed">>;

/** When it may be told what was right, and in which language. */
interface Telling { feedback: Feedback; finished_at: string | null; language: string | null }

/** The only road from a stored question to a learner's page, in the language of the attempt where it is translated. */
export function sheetOf(line: AnsweredLine, withdrawal: Withdrawal | null, attempt: Telling, { t }: Reader): Sheet {
  const { question, layout } = unpack(line);
  const isAnswered = line.chosen !== null && line.score !== null;
  const told = toldIn(attempt.language, question, layout, isAnswered ? (JSON.parse(line.chosen!) as Chosen) : []);
  const review = isAnswered && isTold(attempt) && !withdrawal?.isRetracted ? reviewed(told.question, told.layout, told.chosen, line.score!) : null;
  const shown = asked(told.question, told.layout);
  return {
    id: line.question_public_id, position: line.position, asked: { ...shown, rule: t(shown.rule) }, review, answer: isAnswered ? answerGiven(told.question, told.layout, told.chosen) : null, withdrawal,
    confidence: review && line.confidence ? t(confidenceInWords(line.confidence, review.verdict)) : "", isMissed: line.isMissed ?? false,
    language: told.language, original: originalLanguageOf(question), untranslated: attempt.language !== null && stemOf(told.language) !== stemOf(attempt.language),
  };
}

function stemOf(language: string): string {
  return language.split("-")[0]!;
}

export function unpack({ body, layout }: Pick<PaperQuestion, "body" | "layout">): { question: Question; layout: string[] } {
  return { question: JSON.parse(body) as Question, layout: JSON.parse(layout) as string[] };
}

/** The stem of a stored question in the language of the attempt, with that language. */
export function stemIn(spoken: string | null, body: string): { stem: string; language: string } {
  const { question: { stem, format }, language } = toldIn(spoken, JSON.parse(body) as Question, [], []);
  return { stem: plainTextOf(stem, format), language };
}
