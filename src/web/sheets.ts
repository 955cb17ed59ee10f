import { asked, type AskedQuestion } from "../engine/questions/asked.ts";
import { answerInWords, reviewed, type ReviewedQuestion } from "../engine/questions/reviewed.ts";
import type { Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { originalLanguageOf, toldIn } from "../engine/questions/told.ts";
import type { Reader } from "../lib/readers.ts";
import type { PaperQuestion } from "../storage/paper-items.ts";
import type { Withdrawal } from "./withdrawals.ts";

/**
 * One question of a paper as its page may know it: `review` and `answer` are there only once the answer is stored, `withdrawal` where a fact behind it is in doubt.
 * `language` is that of its texts, `original` that of its quotations; `untranslated` where the attempt is in another language.
 */
export interface Sheet {
  id: string; position: number; asked: Omit<AskedQuestion, "rule"> & { rule: string }; review: ReviewedQuestion | null; answer: string[] | null; withdrawal: Withdrawal | null;
  language: string; original: string; untranslated: boolean;
}

/** The only road from a stored question to a learner's page, in the language of the attempt where it is translated. */
export function sheetOf(line: PaperQuestion, withdrawal: Withdrawal | null, { t }: Reader, spoken: string | null): Sheet {
  const { question, layout } = unpack(line);
  const isAnswered = line.chosen !== null && line.score !== null;
  const told = toldIn(spoken, question, layout, isAnswered ? (JSON.parse(line.chosen!) as Chosen) : []);
  const review = isAnswered && !withdrawal?.isRetracted ? reviewed(told.question, told.layout, told.chosen, line.score!) : null;
  const shown = asked(told.question, told.layout);
  return {
    id: line.question_public_id, position: line.position, asked: { ...shown, rule: t(shown.rule) }, review, answer: isAnswered ? answerInWords(told.question, told.chosen) : null, withdrawal,
    language: told.language, original: originalLanguageOf(question), untranslated: spoken !== null && stemOf(told.language) !== stemOf(spoken),
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
  const { question: { stem }, language } = toldIn(spoken, JSON.parse(body) as Question, [], []);
  return { stem, language };
}
