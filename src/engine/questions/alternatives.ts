import type { Question } from "./question.ts";
import { imagesIn, lacksAlternative, safeHtmlOf } from "./rich-text.ts";
import type { Format } from "./texts.ts";

/** Pictures without alternative text, by where they stand as findings of the linter name it. */
export interface BarePictures { where: string; count: number }

/** Which pictures in the texts of a question have no alternative text, so that whoever cannot see them does not know what is asked (WCAG 2.2, 1.1.1). */
export function picturesWithoutWords(question: Question): BarePictures[] {
  return textsOf(question).map(({ where, texts, format }) => ({ where, count: texts.reduce((sum, text) => sum + bareIn(text, format ?? question.format), 0) })).filter(({ count }) => count > 0);
}

interface Place { where: string; texts: readonly string[]; format?: Format | undefined }

function textsOf(question: Question): Place[] {
  const { stem, explanation, carried = {} } = question;
  const { correctFeedback = "", partlyFeedback = "", incorrectFeedback = "", hints = [] } = carried;
  return [{ where: "stem", texts: [stem] }, ...linesOf(question), { where: "explanation", texts: [explanation, correctFeedback, partlyFeedback, incorrectFeedback, ...hints] }];
}

function linesOf(question: Question): Place[] {
  if ("options" in question) return question.options.map(({ id, text, feedback, format }) => ({ where: `option ${id}`, texts: [text, feedback], format }));
  if (question.kind === "matching") return question.pairs.map(({ id, premise, feedback, format }) => ({ where: `pair ${id}`, texts: [premise, feedback], format }));
  if (question.kind === "ordering") return question.sequence.map(({ id, text, feedback }) => ({ where: `line ${id}`, texts: [text, feedback] }));
  return "graded" in question && question.graded ? [{ where: "answer", texts: question.graded.answers.map(({ feedback }) => feedback) }] : [];
}

/** Text that has no sign of a picture is not made into HTML to look for one. */
function bareIn(text: string, format: Format = "plain"): number {
  if (format === "plain" || !/<img\b|!\[/i.test(text)) return 0;
  return imagesIn(safeHtmlOf(text, format)).filter(lacksAlternative).length;
}
