import { NO_ANSWER, type WrittenAnswer } from "../../domain/written-answers.ts";
import { typedMessage } from "../../domain/written-messages.ts";
import { isTyped, type Question, type TypedQuestion } from "../../engine/questions/question.ts";
import { originalLanguageOf } from "../../engine/questions/told.ts";
import type { Language } from "../../lib/languages.ts";
import { formatNumber } from "../../lib/numbers.ts";
import { decisionTyped, isDecision } from "./decision-form.ts";

/** A question as its form shows it. A quotation without a fact is one that somebody typed; `figures` is the language that numbers are written in. */
export function typedOf(question: Question, sources: readonly { key: string; url: string; title: string }[], figures: Language): Record<string, unknown> {
  const { kind, level, topic, stem, explanation, facts, evidence, difficulty, name = "", tags = [], format = "plain" } = question;
  const quoted = evidence.find((each) => each.fact === undefined);
  return {
    language: originalLanguageOf(question), kind, level, topic, stem, explanation, facts, difficulty, name, tags: tags.join(", "), format, figures, ...keyTyped(question, figures), ...(question.kind === "single" && isDecision(question) ? { ...decisionTyped(question), stem: "" } : {}),
    quote: quoted?.quote ?? "", source: sources.find((source) => source.url === quoted?.source.url && source.title === quoted.source.title)?.key ?? "",
  };
}

function keyTyped(question: Question, figures: Language): Record<string, string> {
  if (isTyped(question)) return { ...answerTyped(question, figures) };
  if (question.kind === "matching") {
    const spares = question.responses.filter((response) => !question.pairs.some((pair) => pair.response === response));
    return { ...rows("pair", question.pairs.map(({ premise, response, feedback }) => ({ premise, response, feedback }))), spares: spares.join("\n") };
  }
  if (question.kind === "ordering") return rows("line", question.sequence.map(({ text, feedback }) => ({ text, feedback })));
  const lines = rows(question.kind === "spot" ? "sign" : "option", question.options.map(({ text, feedback, correct }) => ({ text, feedback, correct: correct ? "1" : "" })));
  return question.kind === "spot" ? { ...lines, ...messageTyped(question) } : lines;
}

function messageTyped(question: Extract<Question, { kind: "spot" }>): Record<string, string> {
  const { medium, ...parts } = typedMessage(question);
  return { medium, ...Object.fromEntries(Object.entries(parts).map(([part, text]) => [`message-${part}`, text])) };
}

function rows(group: string, lines: readonly Record<string, string>[]): Record<string, string> {
  return Object.fromEntries(lines.flatMap((line, place) => Object.entries(line).map(([name, text]) => [`${group}-${place + 1}-${name}`, text])));
}

function answerTyped(question: TypedQuestion, figures: Language): Partial<Record<keyof WrittenAnswer, string>> {
  const blank = { ...NO_ANSWER, accept: "", reject: "" };
  if (question.kind === "short") return { ...blank, accept: question.answer.accept.join("\n"), reject: question.answer.reject.join("\n") };
  const { value, tolerance, unit = "" } = question.answer;
  return { ...blank, value: formatNumber(value, figures), tolerance: tolerance === 0 ? "" : formatNumber(tolerance, figures), unit };
}
