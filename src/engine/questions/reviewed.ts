import { textsOf } from "./layout.ts";
import { verdictOf, type Chosen, type Verdict } from "./marking.ts";
import { isTyped, type Evidence, type Question, type QuestionLesson } from "./question.ts";
import { reviewedLines, type ReviewedLine } from "./reviewed-lines.ts";
import { formatsOf, isRich, shown } from "./rich-question.ts";

/** Everything that may be told once the answer is stored. */
export interface ReviewedQuestion { stem: string; verdict: Verdict; explanation: string; lines: ReviewedLine[]; /** The explanation as safe HTML, where it is more than plain words. */ html?: string; evidence: Evidence[]; lesson?: QuestionLesson }

/** Shows a stored answer, from 0 to 1, beside what was right, in the order in which the learner saw it. */
export function reviewed(question: Question, layout: readonly string[], chosen: Chosen, score: number): ReviewedQuestion {
  const { evidence, lesson } = question;
  const [stem, explanation] = [shown(question, question.stem), shown(question, question.explanation)];
  const lines = reviewedLines(question, layout, chosen, score).map((line) => (isRich(question) ? richLine(question, layout, line) : line));
  return { stem: stem.words, explanation: explanation.words, evidence, verdict: verdictOf(score), lines, ...(explanation.html ? { html: explanation.html } : {}), ...(lesson ? { lesson } : {}) };
}

/** What stands in the format of the question: its own texts and what is said to them, not what was typed. */
function richLine(question: Question, layout: readonly string[], line: ReviewedLine): ReviewedLine {
  const format = formatsOf(question).get(layout[Number(line.id) - 1] ?? "");
  const why = shown(question, line.why, format);
  const text = typeof line.text === "string" && !isTyped(question) && question.kind !== "spot" ? shown(question, line.text, format) : undefined;
  return { ...line, text: text?.words ?? line.text, why: why.words, html: { ...(text?.html ? { text: text.html } : {}), ...(why.html ? { why: why.html } : {}) } };
}

/** One line of an answer as it was given: `id` is its place in the layout, from 1, or what was typed. */
export interface GivenLine { id: string; text: string }

/** What was answered, without a word on what is right: for ordering in the order that was given. */
export function answerGiven(question: Question, layout: readonly string[], chosen: Chosen): GivenLine[] {
  if (isTyped(question)) return chosen.slice(0, 1).map((typed) => ({ id: typed, text: typed }));
  const formats = formatsOf(question);
  const texts = new Map([...textsOf(question)].map(([id, text]) => [id, shown(question, text, formats.get(id)).words]));
  const place = (id: string) => String(layout.indexOf(id) + 1);
  if (question.kind === "matching") return question.pairs.map(({ premise }, line) => ({ id: place(chosen[line] ?? ""), text: `${shown(question, premise).words}: ${texts.get(chosen[line] ?? "") ?? ""}` }));
  return chosen.map((id) => ({ id: place(id), text: texts.get(id) ?? id }));
}
