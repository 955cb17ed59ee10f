import { asked, type AskedQuestion } from "../../engine/questions/asked.ts";
import { layOut } from "../../engine/questions/layout.ts";
import { isTyped, type Evidence, type Question, type QuestionLesson, type TypedQuestion } from "../../engine/questions/question.ts";
import { keyInWords, notesOnKey } from "../../engine/questions/reviewed-typed.ts";
import { originalLanguageOf } from "../../engine/questions/told.ts";
import { shown } from "../../engine/questions/rich-question.ts";
import type { Format } from "../../engine/questions/texts.ts";
import { say, type Words } from "../../lib/messages.ts";
import { PROOF_WORDS } from "./words.ts";

/** One option, pair or place with its key: `missed` is how marked options show what is right. */
export interface KeyedLine { text: Words; state: "missed" | "plain"; word: Words; notes: Words[]; why: string; html?: { text?: string; why?: string } }

/** A question as a learner meets it, and everything that a learner learns afterwards; `language` is the one that it is written in. */
export interface Preview { id: string; language: string; asked: AskedQuestion; lines: KeyedLine[]; explanation: string; html?: string; evidence: Evidence[]; lesson: QuestionLesson | undefined }

/** Shows a stored question to trainers. `id` tells the questions of one page apart. */
export function previewOf(body: string, id: string, { seed = "preview", shuffles = true }: { seed?: string; shuffles?: boolean } = {}): Preview {
  const question = JSON.parse(body) as Question;
  const explanation = shown(question, question.explanation);
  return {
    id, language: originalLanguageOf(question), asked: asked(question, layOut(question, seed, { shuffles })), lines: linesOf(question), explanation: explanation.words,
    ...(explanation.html ? { html: explanation.html } : {}), evidence: question.evidence, lesson: question.lesson,
  };
}

function linesOf(question: Question): KeyedLine[] {
  if (question.kind === "matching") return question.pairs.map(({ premise, response, feedback, format }) => ({ ...inFormat(question, premise, feedback, format), state: "missed", word: say("bank.key.match", { response }), notes: [] }));
  if (isTyped(question)) return typedLines(question);
  if (question.kind === "ordering") return question.sequence.map(({ text, feedback }, place) => ({ ...inFormat(question, text, feedback), state: "missed", word: say("bank.key.place", { place: place + 1 }), notes: [] }));
  return question.options.map(({ text, correct, feedback, proof, format }) => ({
    ...inFormat(question, text, feedback, format), state: correct ? "missed" : "plain", word: say(correct ? "bank.key.right" : "bank.key.wrong"), notes: proof ? [say(PROOF_WORDS[proof])] : [],
  }));
}

function inFormat(question: Question, text: string, feedback: string, format?: Format): Pick<KeyedLine, "text" | "why" | "html"> {
  const [line, why] = [shown(question, text, question.kind === "spot" ? "plain" : format), shown(question, feedback, format)];
  return { text: line.words, why: why.words, ...(line.html || why.html ? { html: { ...(line.html ? { text: line.html } : {}), ...(why.html ? { why: why.html } : {}) } } : {}) };
}

function typedLines(question: TypedQuestion): KeyedLine[] {
  const others = question.kind === "short" ? question.answer.reject : [];
  const never: KeyedLine[] = others.length > 0 ? [{ text: others.join(", "), state: "plain", word: say("bank.key.never"), notes: [], why: "" }] : [];
  return [{ text: keyInWords(question), state: "missed", word: say("bank.key.right"), notes: notesOnKey(question), why: "" }, ...never];
}
