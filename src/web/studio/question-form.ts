import { z } from "zod";
import { complaintsAbout } from "../../domain/complaints.ts";
import { stemOfDecision } from "../../domain/decisions.ts";
import type { WrittenAnswer } from "../../domain/written-answers.ts";
import type { WrittenLines } from "../../domain/written-lines.ts";
import { marksIn, type WrittenMessage } from "../../domain/written-messages.ts";
import { MOST_OPTIONS, type Complaint, type WrittenOption, type WrittenQuestion } from "../../domain/written-questions.ts";
import type { EditedQuestion } from "../../domain/writing.ts";
import { figuresIn } from "../../engine/questions/marking-numeric.ts";
import { DIFFICULTIES } from "../../engine/questions/question.ts";
import { FORMATS } from "../../engine/questions/texts.ts";
import { LANGUAGES } from "../../lib/languages.ts";
import { decisionIn } from "./decision-form.ts";

type Typed = Readonly<Record<string, string>>;

/** Browsers end lines in their own way. */
const field = z.string("writing.once").default("").transform((text) => text.replaceAll("\r\n", "\n").trim());

/** A question as it was typed, whole or not. */
export const questionFields = z.object({
  kind: field, level: field, topic: field, stem: field, explanation: field, incident: field, quote: field, source: field,
  facts: z.preprocess((boxes) => [boxes ?? []].flat(), z.array(z.string())),
  version: z.coerce.number().int().catch(0), why: field, language: z.enum(LANGUAGES).optional().catch(undefined),
  difficulty: z.enum(DIFFICULTIES).optional().catch(undefined), format: z.enum(FORMATS).optional().catch(undefined),
}).catchall(field).transform(({ language, difficulty, format, kind, level, topic, stem, explanation, incident, quote, source, facts, version, why, ...rest }): EditedQuestion => ({
  topic, explanation, incident, quote, source, facts, version, why, ...askedIn(kind, level, stem, rest),
  ...(kind === "spot" ? spotIn(rest) : { options: optionsIn(rest) }), answer: answerIn(rest), lines: linesIn(rest),
  ...(language && { language }), ...(difficulty && { difficulty }), ...(format && { format }), ...traitsIn(rest),
}));

/** What would somebody do: a kind of its own in the form alone. */
function askedIn(kind: string, level: string, stem: string, rest: Typed): Pick<WrittenQuestion, "kind" | "level" | "stem" | "decision"> {
  const decision = decisionIn(rest);
  if (kind === "decide") return { kind: "single", level: "decide", stem: stemOfDecision(decision), decision };
  return { kind: kind as WrittenQuestion["kind"], level: level as WrittenQuestion["level"], stem: stem || stemOfDecision(decision) };
}

/** Every complaint comes at once: the fields take anything, then the question as a whole is looked at. */
export const questionForm = questionFields.superRefine((question, context) => {
  for (const complaint of complaintsAbout(question)) context.addIssue(issueOf(complaint));
});

/** A complaint as zod reports it: its key, with its values as parameters. */
export function issueOf({ field: path, words: { key, values } }: Complaint): { code: "custom"; path: string[]; message: string; params?: Record<string, unknown> } {
  return { code: "custom", path: [path], message: key, ...(values && { params: { ...values } }) };
}

/** Rows that nothing was typed into are not there. */
function rowsIn<Row extends object>(rowAt: (row: number) => Row): (Row & { row: number })[] {
  return Array.from({ length: MOST_OPTIONS }, (_, place) => ({ ...rowAt(place + 1), row: place + 1 })).filter(({ row: _, ...row }) => Object.values(row).some((value) => value !== "" && value !== false));
}

function optionsIn(rest: Typed): WrittenOption[] {
  return rowsIn((row) => ({ text: inLines(rest[`option-${row}-text`], rest), feedback: rest[`option-${row}-feedback`] ?? "", correct: rest[`option-${row}-correct`] === "1", ...consequenceIn(rest[`option-${row}-consequence`]) }));
}

function consequenceIn(text = ""): Pick<WrittenOption, "consequence"> {
  return text === "" ? {} : { consequence: inOneLine(text) };
}

/** Plain options are one line each; Markdown may need several. */
function inLines(text = "", { format = "" }: Typed): string {
  return format === "" || format === "plain" ? inOneLine(text) : text;
}

const inOneLine = (text = "") => text.replace(/\s+/g, " ");

function linesIn(rest: Typed): WrittenLines {
  return {
    pairs: rowsIn((row) => ({ premise: inLines(rest[`pair-${row}-premise`], rest), response: inOneLine(rest[`pair-${row}-response`]), feedback: rest[`pair-${row}-feedback`] ?? "" })),
    spares: namesIn(rest["spares"]), sequence: rowsIn((row) => ({ text: inLines(rest[`line-${row}-text`], rest), feedback: rest[`line-${row}-feedback`] ?? "" })),
  };
}

/** The signs of a message are its marks; what was said of one goes with its words, wherever they moved. */
function spotIn(rest: Typed): { options: WrittenOption[]; message: WrittenMessage } {
  const message = messageIn(rest);
  const rows = signRows(rest, marksIn(message));
  return { message, options: rows.map(({ text, from }, place) => ({ row: place + 1, text, correct: rest[`sign-${from}-correct`] === "1", feedback: rest[`sign-${from}-feedback`] ?? "" })) };
}

export function messageIn(rest: Typed): WrittenMessage {
  const part = (name: string) => rest[`message-${name}`] ?? "";
  return { medium: rest["medium"] ?? "", from: inOneLine(part("from")), to: inOneLine(part("to")), subject: inOneLine(part("subject")), sent: inOneLine(part("sent")), address: inOneLine(part("address")), body: part("body") };
}

/** For each mark the row in which it was described before: that with its words, else that in its place if nobody else's words stand there. */
export function signRows(rest: Typed, marks: readonly string[]): { text: string; from: number }[] {
  const told = Array.from({ length: MOST_OPTIONS }, (_, place) => rest[`sign-${place + 1}-text`] ?? "");
  const used = new Set<number>();
  const take = (from: number) => (used.has(from) ? 0 : (used.add(from), from));
  const byWords = marks.map((text) => take(told.findIndex((words, place) => words === text && !used.has(place + 1)) + 1));
  return marks.map((text, place) => ({ text, from: byWords[place] || (marks.includes(told[place] ?? "") ? 0 : take(place + 1)) }));
}

function answerIn({ value = "", tolerance = "", least = "", most = "", unit = "", figures, accept, reject }: Typed): WrittenAnswer {
  return { value, tolerance, least, most, figures: figuresIn(figures), unit: inOneLine(unit), accept: namesIn(accept), reject: namesIn(reject) };
}

function namesIn(text = ""): string[] {
  return text.split("\n").map((line) => inOneLine(line).trim()).filter((line) => line !== "");
}

/** A field that was not sent changes nothing. */
function traitsIn({ name, tags }: Typed): Pick<WrittenQuestion, "name" | "tags"> {
  return { ...(name !== undefined && { name: inOneLine(name) }), ...(tags !== undefined && { tags: [...new Set(tags.split(",").map((tag) => tag.trim()).filter(Boolean))] }) };
}

/** Whether a button was pressed that saves nothing yet: it shows the facts and sources of an incident, what the linter finds, or other rows. */
export function stepIn(body: unknown): string | undefined {
  const step = (body as { step?: unknown } | undefined)?.step;
  return typeof step === "string" && step !== "" ? step : undefined;
}
