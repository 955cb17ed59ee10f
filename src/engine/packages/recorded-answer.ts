import { responseTo, type Response } from "../questions/responses.ts";
import { wordsOf } from "./packaged-quiz.ts";
import type { SittingLine } from "./sitting.ts";

/** One answered question, as the run-times of SCORM and cmi5 record it. `score` is 0 to 1, `seconds` how long it took, `at` when it was answered. */
export interface RecordedAnswer { name: string; words: string; language: string; response: Response; score: number; seconds: number; at: Date }

/** @throws RangeError where the line is not answered, or its answer was not remembered */
export function recordedAnswer({ asked, chosen, score }: SittingLine, seconds: number, at: Date): RecordedAnswer {
  if (chosen === null || score === null) throw new RangeError("There is no answer.");
  const { name, language, question, truths } = asked;
  return { name, words: wordsOf(asked, question.stem), language, response: responseTo(question, chosen, truths, (text) => wordsOf(asked, text)), score, seconds, at };
}
