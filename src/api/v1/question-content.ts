import { z } from "zod";
import { marksIn, NO_MESSAGE } from "../../domain/written-messages.ts";
import type { WrittenQuestion } from "../../domain/written-questions.ts";
import { formatNumber } from "../../lib/numbers.ts";
import { LANGUAGES } from "../../lib/languages.ts";
import { LONGEST_LINE, MEDIA } from "../../engine/questions/message.ts";
import { DIFFICULTIES, LEVELS } from "../../engine/questions/question.ts";
import { FORMATS, LONGEST, MOST_LINES } from "../../engine/questions/texts.ts";

const text = (most: number) => z.string().trim().max(most);
const names = z.array(text(LONGEST.accept)).max(100);

const common = {
  level: z.enum(LEVELS).describe("recall: what happened; mechanism: how it worked; decide: what somebody would do."), topic: text(60).meta({ examples: ["phishing"] }), stem: text(LONGEST.stem), explanation: text(LONGEST.explanation),
  incident: text(100).nullable().describe("The id of an incident."), facts: z.array(text(100)).max(50).describe("Ids of facts of that incident that it asks about."),
  quotation: z.strictObject({ quote: text(1000), source: text(100).describe("The id of a source of the incident.") }).nullable(),
  difficulty: z.enum(DIFFICULTIES), name: text(LONGEST.name).describe("By which trainers find it; learners do not see it."), tags: z.array(text(100)).max(50), format: z.enum(FORMATS).describe("How its texts are written."),
  language: z.enum(LANGUAGES),
  lesson: z.strictObject({ title: text(200), text: text(1500) }).nullable(),
};
/** What may be left out, and stands for what it is then. */
const usual = {
  incident: common.incident.default(null), facts: common.facts.default([]), quotation: common.quotation.default(null), difficulty: common.difficulty.default("medium"), name: common.name.default(""), tags: common.tags.default([]),
  format: common.format.default("plain"), language: common.language.default("en"), lesson: common.lesson.default(null),
};
const line = text(LONGEST_LINE).default("");
const answers = {
  options: z.array(z.strictObject({ text: text(LONGEST.text), correct: z.boolean(), feedback: text(LONGEST.text).describe("Why it is right or wrong.") })).max(MOST_LINES),
  signs: z.array(z.strictObject({ correct: z.boolean().describe("Whether it is a sign of something wrong."), feedback: text(LONGEST.text) })).max(MOST_LINES).describe("One for each marked place of the message, in their order."),
  message: z.strictObject({ medium: z.enum(MEDIA), from: line, to: line, subject: line, sent: line, address: line, body: text(4000) }).meta({ description: "[[Words in double brackets]] can be marked.", examples: [{ medium: "mail", from: "[[it-support@exarnple.org]]", to: "", subject: "Your account", sent: "", address: "", body: "Please [[sign in within an hour]]." }] }),
  pairs: z.array(z.strictObject({ premise: text(LONGEST.text), response: text(LONGEST.response), feedback: text(LONGEST.text) })).max(MOST_LINES), spares: z.array(text(LONGEST.response)).max(MOST_LINES).default([]).describe("Responses that belong to no premise."),
  sequence: z.array(z.strictObject({ text: text(LONGEST.text), feedback: text(LONGEST.text) })).max(MOST_LINES).describe("In the right order."),
  number: z.strictObject({ value: z.number(), tolerance: z.number().min(0).default(0), unit: text(LONGEST.unit).default("") }),
  words: z.strictObject({ accept: names, reject: names.default([]).describe("Known names that are so like the right ones that they are no slip of the pen.") }),
};

const kinds = [
  z.strictObject({ kind: z.enum(["single", "multiple", "true_false"]), ...common, ...usual, options: answers.options }),
  z.strictObject({ kind: z.literal("spot"), ...common, ...usual, message: answers.message, signs: answers.signs }),
  z.strictObject({ kind: z.literal("matching"), ...common, ...usual, pairs: answers.pairs, spares: answers.spares }),
  z.strictObject({ kind: z.literal("ordering"), ...common, ...usual, sequence: answers.sequence }),
  z.strictObject({ kind: z.literal("numeric"), ...common, ...usual, answer: answers.number }),
  z.strictObject({ kind: z.literal("short"), ...common, ...usual, answer: answers.words }),
] as const;

const about = "What a question says, by its kind. What is read can be sent back with changes.";
/** One schema under two names: what is taken may leave out what is always told. */
export const writtenContent = z.discriminatedUnion("kind", kinds).meta({ id: "QuestionContent", description: about });
export const toldContent = z.discriminatedUnion("kind", [...kinds]).meta({ id: "ToldQuestionContent", description: about });
export type Content = z.output<typeof writtenContent>;

/** The question as a trainer would have typed it. */
export function writtenOf(content: Content): WrittenQuestion {
  const { kind, level, topic, stem, explanation, incident, facts, quotation, difficulty, name, tags, format, language, lesson } = content;
  return {
    kind, level, topic, stem, explanation, incident: incident ?? "", facts, quote: quotation?.quote ?? "", source: quotation?.source ?? "", difficulty, name, tags, format, language, ...(lesson && { lesson }), ...answerOf(content),
  };
}

function answerOf(content: Content): Pick<WrittenQuestion, "options" | "answer" | "lines" | "message"> {
  const numbered = <Row extends object>(rows: readonly Row[]) => rows.map((row, place) => ({ ...row, row: place + 1 }));
  switch (content.kind) {
    case "numeric": {
      const { value, tolerance, unit } = content.answer;
      return { options: [], answer: { value: formatNumber(value, "en"), tolerance: formatNumber(tolerance, "en"), unit, accept: [], reject: [], figures: "en" } };
    }
    case "short": return { options: [], answer: { value: "", tolerance: "", unit: "", ...content.answer } };
    case "matching": return { options: [], lines: { pairs: numbered(content.pairs), spares: content.spares, sequence: [] } };
    case "ordering": return { options: [], lines: { pairs: [], spares: [], sequence: numbered(content.sequence) } };
    case "spot": {
      const message = { ...NO_MESSAGE, ...content.message };
      const marks = marksIn(message);
      return { message, options: marks.map((words, place) => ({ row: place + 1, text: words, correct: content.signs[place]?.correct ?? false, feedback: content.signs[place]?.feedback ?? "" })) };
    }
    default: return { options: numbered(content.options) };
  }
}

/** Where in the content a field of the form is: `option-2-text` is `/content/options/1/text`. */
export function pointerOf(field: string): string {
  const [, group = "", row = "", name = ""] = /^(option|sign|pair|line)-(\d+)-(\w+)$/.exec(field) ?? [];
  const lists: Record<string, string> = { option: "options", sign: "signs", pair: "pairs", line: "sequence" };
  if (group) return `#/content/${lists[group]}/${Number(row) - 1}/${name}`;
  if (field.startsWith("message-")) return `#/content/message/${field.slice("message-".length)}`;
  if (field === "medium") return "#/content/message/medium";
  if (field === "quote" || field === "source") return `#/content/quotation/${field}`;
  if (["value", "tolerance", "unit", "accept", "reject"].includes(field)) return `#/content/answer/${field}`;
  return field === "why" ? "#/why" : `#/content/${field}`;
}
