import { z } from "zod";
import { complaintsAbout } from "../../domain/complaints.ts";
import { NO_ANSWER, type WrittenAnswer } from "../../domain/written-answers.ts";
import { MOST_OPTIONS, type Complaint, type WritableQuestion, type WrittenOption, type WrittenQuestion } from "../../domain/written-questions.ts";
import type { EditedQuestion } from "../../domain/writing.ts";
import { isChoice, type ChoiceQuestion, type TypedQuestion } from "../../engine/questions/question.ts";
import { originalLanguageOf } from "../../engine/questions/told.ts";
import { LANGUAGES } from "../../lib/languages.ts";
import { formatNumber } from "../../lib/numbers.ts";

/** Rows for options in an empty form. */
export const ROWS = 6;

/** Browsers end lines in their own way. */
const field = z.string("writing.once").default("").transform((text) => text.replaceAll("\r\n", "\n").trim());

/** A question as it was typed, whole or not. */
export const questionFields = z.object({
  kind: field, level: field, topic: field, stem: field, explanation: field, incident: field, quote: field, source: field,
  facts: z.preprocess((boxes) => [boxes ?? []].flat(), z.array(z.string())),
  version: z.coerce.number().int().catch(0), why: field, language: z.enum(LANGUAGES).optional().catch(undefined),
}).catchall(field).transform(({ language, kind, level, topic, stem, explanation, incident, quote, source, facts, version, why, ...rest }): EditedQuestion => ({
  kind: kind as WrittenQuestion["kind"], level: level as WrittenQuestion["level"], topic, stem, explanation, incident, quote, source, facts, version, why, options: optionsIn(rest), answer: answerIn(rest), ...(language && { language }),
}));

/** Every complaint comes at once: the fields take anything, then the question as a whole is looked at. */
export const questionForm = questionFields.superRefine((question, context) => {
  for (const complaint of complaintsAbout(question)) context.addIssue(issueOf(complaint));
});

/** A complaint as zod reports it: its key, with its values as parameters. */
export function issueOf({ field: path, words: { key, values } }: Complaint): { code: "custom"; path: string[]; message: string; params?: Record<string, unknown> } {
  return { code: "custom", path: [path], message: key, ...(values && { params: { ...values } }) };
}

/** Rows that nothing was typed into are not there. */
function optionsIn(rest: Record<string, string>): WrittenOption[] {
  const options = Array.from({ length: MOST_OPTIONS }, (_, place) => optionAt(rest, place + 1));
  return options.filter(({ text, feedback, correct }) => text !== "" || feedback !== "" || correct);
}

function optionAt(rest: Record<string, string>, row: number): WrittenOption {
  return { row, text: (rest[`option-${row}-text`] ?? "").replace(/\s+/g, " "), feedback: rest[`option-${row}-feedback`] ?? "", correct: rest[`option-${row}-correct`] === "1" };
}

function answerIn({ value = "", tolerance = "", unit = "", accept = "", reject = "" }: Record<string, string>): WrittenAnswer {
  const linesOf = (text: string) => text.split("\n").map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "");
  return { value, tolerance, unit: unit.replace(/\s+/g, " "), accept: linesOf(accept), reject: linesOf(reject) };
}

/** Whether a button was pressed that saves nothing yet: it shows the facts and sources of an incident, or what the linter finds. */
export function isLookingUp(body: unknown): boolean {
  return ["incident", "check"].some((step) => (body as { step?: unknown } | undefined)?.step === step);
}

/** A question as its form shows it. A quotation without a fact is one that somebody typed. */
export function typedOf(question: WritableQuestion, sources: readonly { key: string; url: string; title: string }[]): Record<string, unknown> {
  const { kind, level, topic, stem, explanation, facts, evidence } = question;
  const quoted = evidence.find((each) => each.fact === undefined);
  return {
    language: originalLanguageOf(question), kind, level, topic, stem, explanation, facts, ...(isChoice(question) ? optionsTyped(question) : answerTyped(question)),
    quote: quoted?.quote ?? "", source: sources.find((source) => source.url === quoted?.source.url && source.title === quoted.source.title)?.key ?? "",
  };
}

function optionsTyped({ options }: ChoiceQuestion): Record<string, string> {
  const rows = options.flatMap(({ text, feedback, correct }, place) => [[`option-${place + 1}-text`, text], [`option-${place + 1}-feedback`, feedback], [`option-${place + 1}-correct`, correct ? "1" : ""]]);
  return Object.fromEntries(rows) as Record<string, string>;
}

function answerTyped(question: TypedQuestion): Record<keyof WrittenAnswer, string> {
  const blank = { ...NO_ANSWER, accept: "", reject: "" };
  if (question.kind === "short") return { ...blank, accept: question.answer.accept.join("\n"), reject: question.answer.reject.join("\n") };
  const { value, tolerance, unit = "" } = question.answer;
  return { ...blank, value: formatNumber(value), tolerance: tolerance === 0 ? "" : formatNumber(tolerance), unit };
}
