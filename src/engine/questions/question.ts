import { z } from "zod";
import { SOURCE_LANGUAGE } from "../../lib/languages.ts";
import { carried, gradedNames, gradedNumbers, optionFraction } from "./carried.ts";
import { misfitOf } from "./fitting.ts";
import { messageSchema, regionsOf } from "./message.ts";
import { LEVELS } from "./question-kinds.ts";
import { format, FORMATS, LONGEST, mayBeEmpty, MOST_LINES, text } from "./texts.ts";
import { languageTag, translationSchema } from "./translation.ts";

export { isChoice, isTyped, KINDS, LEVELS, takesSeveral, type Kind } from "./question-kinds.ts";
export const DIFFICULTIES = ["easy", "medium", "hard"] as const;
export const PROOFS = ["P1", "P2", "P3", "P4", "P5"] as const;

export type Level = (typeof LEVELS)[number];
export type Difficulty = (typeof DIFFICULTIES)[number];
export type Proof = (typeof PROOFS)[number];

const option = z.object({
  id: z.string().min(1).max(20),
  text: text(LONGEST.text),
  correct: z.boolean(),
  /** Why this option is right or wrong. Only questions that were imported may lack it. */
  feedback: mayBeEmpty(LONGEST.text),
  /** What choosing it is worth by Moodle's rule; all options of a question have one, or none has. */
  fraction: optionFraction,
  /** Where it is not that of the question. */
  format,
  /** Why it cannot be true; options written by hand have none. */
  proof: z.enum(PROOFS).optional(),
});

const evidence = z.object({
  fact: z.string().optional(),
  /** Empty where the source says so without a sentence that could be quoted. */
  quote: mayBeEmpty(1000),
  /** The quotation is a record of a data set, such as a STIX relationship, under this id: there is no sentence to quote. */
  record: text(200).optional(),
  source: z.object({ publisher: text(200), title: text(300), published: text(30), url: z.url({ protocol: /^https?$/ }) }),
});

const common = {
  schema: z.literal(1),
  id: text(80),
  level: z.enum(LEVELS),
  difficulty: z.enum(DIFFICULTIES),
  /** By which trainers find it; learners do not see it. */
  name: text(LONGEST.name).optional(),
  stem: text(LONGEST.stem),
  /** Of every text; plain where it is absent. */
  format: z.enum(FORMATS).exclude(["plain"]).optional(),
  /** Only questions that were imported may lack it. */
  explanation: mayBeEmpty(LONGEST.explanation),
  tags: z.array(text(100)).max(50).optional(),
  carried: carried.optional(),
  /** Keys of the facts that it asks about. */
  facts: z.array(z.string()),
  /** Keys of further facts that it rests on: they prove its wrong options, or the feedback tells them. */
  grounds: z.array(z.string()).optional(),
  incident: z.string().optional(),
  relation: z.string().optional(),
  asks: z.enum(["subject", "object"]).optional(),
  topic: text(60),
  evidence: z.array(evidence),
  /** What it teaches beyond its own case; told with the feedback. */
  lesson: z.object({ title: text(200), text: text(1500) }).optional(),
  /** Ids of questions that must not stand on the same paper: one gives the other away. */
  enemies: z.array(z.string()),
  /** In which it was written; English where nothing is said. */
  language: languageTag.optional(),
  /** The same texts in other languages, by language. Every one is whole. */
  translations: z.record(languageTag, translationSchema).optional(),
};

const choice = { ...common, options: z.array(option).min(2).max(MOST_LINES), /** The options have an order of their own, such as figures: never shuffled. */ sorted: z.boolean().optional() };

const kinds = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("single"), ...choice }),
  z.object({ kind: z.literal("multiple"), ...choice }),
  z.object({ kind: z.literal("true_false"), ...choice }),
  /** A message in which signs are to be marked: the options are its regions, in the order in which they are read. */
  z.object({ kind: z.literal("spot"), ...choice, message: messageSchema }),
  z.object({
    kind: z.literal("matching"), ...common,
    pairs: z.array(z.object({ id: z.string(), premise: text(LONGEST.text), response: text(LONGEST.response), feedback: mayBeEmpty(LONGEST.text), /** Of the premise. */ format })).min(2).max(MOST_LINES),
    /** Every response on offer: those of the pairs, and spare ones. */
    responses: z.array(text(LONGEST.response)).min(2).max(2 * MOST_LINES),
  }),
  z.object({
    kind: z.literal("ordering"), ...common,
    /** In the right order. */
    sequence: z.array(z.object({ id: z.string(), text: text(LONGEST.text), feedback: mayBeEmpty(LONGEST.text) })).min(2).max(MOST_LINES),
  }),
  z.object({
    kind: z.literal("numeric"), ...common,
    /** Right within `tolerance` of `value`; a bound such as "more than" stands in the stem. */
    answer: z.object({ value: z.number(), tolerance: z.number().min(0), unit: text(LONGEST.unit).optional() }),
    graded: gradedNumbers.optional(),
  }),
  z.object({
    kind: z.literal("short"), ...common,
    /** Names that are right, and known names so like them that they are no slip of the pen. */
    answer: z.object({ accept: z.array(text(LONGEST.accept)).min(1).max(100), reject: z.array(text(LONGEST.accept)).max(100) }),
    graded: gradedNames.optional(),
  }),
]);

/** A question as the engine makes it, the database keeps it (`body`) and files carry it. */
export const questionSchema = kinds.superRefine((question, context) => {
  for (const [language, translation] of Object.entries(question.translations ?? {})) {
    const isOriginal = language === (question.language ?? SOURCE_LANGUAGE);
    const misfit = isOriginal ? { path: [], message: "is the language of the question itself" } : misfitOf(question, translation);
    if (misfit) context.addIssue({ code: "custom", path: ["translations", language, ...misfit.path], message: misfit.message });
  }
  if (question.kind === "spot" && regionsOf(question.message).join() !== question.options.map(({ id }) => id).join()) context.addIssue({ code: "custom", path: ["message"], message: "must hold every option once, as {{id}}, in their order" });
  const worth = "options" in question ? question.options.filter(({ fraction }) => fraction !== undefined).length : 0;
  if ("options" in question && worth > 0 && worth < question.options.length) context.addIssue({ code: "custom", path: ["options"], message: "all options have a fraction, or none has" });
});

export type Question = z.infer<typeof kinds>;
export type ChoiceQuestion = Extract<Question, { options: unknown }>;
export type SpotQuestion = Extract<Question, { kind: "spot" }>;
export type MatchingQuestion = Extract<Question, { kind: "matching" }>;
export type OrderingQuestion = Extract<Question, { kind: "ordering" }>;
export type NumericQuestion = Extract<Question, { kind: "numeric" }>;
export type ShortQuestion = Extract<Question, { kind: "short" }>;
export type TypedQuestion = NumericQuestion | ShortQuestion;
export type Option = ChoiceQuestion["options"][number];
export type Evidence = z.infer<typeof evidence>;
export type QuestionLesson = NonNullable<Question["lesson"]>;
