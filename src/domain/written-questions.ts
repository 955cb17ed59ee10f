import { isDeepStrictEqual } from "node:util";
import { isChoice, isTyped, KINDS, type ChoiceQuestion, type Difficulty, type Evidence, type Level, type Option, type Proof, type Question, type QuestionLesson } from "../engine/questions/question.ts";
import { piecesOf } from "../engine/questions/pieces.ts";
import { sense } from "../engine/questions/linting/sense.ts";
import { MOST_LINES, type Format } from "../engine/questions/texts.ts";
import { SOURCE_LANGUAGE } from "../lib/languages.ts";
import type { Message } from "../lib/messages.ts";
import type { Decision } from "./decisions.ts";
import { isLinedKind, linesOf, NO_LINES, type WrittenLines } from "./written-lines.ts";
import { messageOf, NO_MESSAGE, type WrittenMessage } from "./written-messages.ts";
import { answerOf, isTypedKind, NO_ANSWER, type WrittenAnswer } from "./written-answers.ts";

export const WRITTEN_KINDS = KINDS;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

export const MOST_OPTIONS = MOST_LINES;

/** `row` is its line in the form, from 1. `proof` comes with what the engine proposed; nobody types one. */
export interface WrittenOption { row: number; text: string; correct: boolean; feedback: string; /** What follows from it, told in a line before the reason. */ consequence?: string; proof?: Proof }

/** A question as a trainer types it, blank rows left out. `incident` is a slug, `facts` are keys, `source` is the key of a source of that incident; each may be empty. */
export interface WrittenQuestion {
  kind: WrittenKind; level: Level; topic: string; stem: string; explanation: string; options: WrittenOption[];
  incident: string; facts: string[]; quote: string; source: string;
  /** What is right where that is typed; the options do not count then. */
  answer?: WrittenAnswer;
  /** What people match or order, and the message in which they spot signs: the options are what can be marked in it then. */
  lines?: WrittenLines; message?: WrittenMessage;
  /** Where one of these is not said, it stays what it was: medium, no name, no tags, plain. */
  difficulty?: Difficulty; name?: string; tags?: string[]; format?: Format;
  /** In which it is written, such as "de"; without one, that of the question before, else English. */
  language?: string;
  /** Of a question that asks what to do; its stem is the situation with what is asked. */
  decision?: Decision;
  /** The lesson that it rests on. Without one, that of the question before stands, as long as the incident does. */
  lesson?: QuestionLesson;
  /** Keys of further facts that it rests on, where the engine proposed an option; else those of the question before. */
  grounds?: string[];
}

/** `field` is the name of the field in the form that it belongs beside. */
export interface Complaint { field: string; words: Message }

/** What the database knows of a question that is written or edited. */
export interface Roots { id: string; facts: string[]; evidence: Evidence[]; enemies: string[] }

/** The engine's question. What it was before, `base`, lends the traits that nobody types. */
export function bodyOf(written: WrittenQuestion, { id, facts, evidence, enemies }: Roots, base?: Question): Question {
  const { kind, level, stem, explanation, topic, incident } = written;
  const isSame = base !== undefined && asksTheSame(written, facts, base);
  const { incident: before, relation, asks, grounds, lesson: lentLesson, language: lentLanguage, ...lent } = traitsOf(base);
  const lesson = written.lesson ?? ((before ?? "") === incident ? lentLesson : undefined);
  const language = written.language ?? lentLanguage;
  const traits = { ...lent, ...saidOf(written), ...(language && language !== SOURCE_LANGUAGE ? { language } : {}), id, level, stem, explanation, topic, facts, evidence, enemies, ...definedOnly({ lesson }), ...(incident ? { incident } : {}), ...(isSame ? definedOnly({ relation, asks, grounds: written.grounds ?? grounds }) : {}) };
  return withFittingTranslations({ ...traits, kind, ...keyOf(written, base, isSame) } as Question, base);
}

/** What does not belong to one kind alone. */
function traitsOf(base: Question | undefined): Partial<Question> {
  if (!base) return { schema: 1, difficulty: "medium" };
  const own = new Set(["options", "sorted", "message", "pairs", "responses", "sequence", "answer", "graded"]);
  return Object.fromEntries(Object.entries(base).filter(([name]) => !own.has(name)));
}

function saidOf({ difficulty, name, tags, format }: WrittenQuestion): object {
  return {
    ...(difficulty && { difficulty }), ...(name !== undefined && { name: name === "" ? undefined : name }),
    ...(tags && { tags: tags.length > 0 ? tags : undefined }), ...(format && { format: format === "plain" ? undefined : format }),
  };
}

/** A translation of what was asked before may say another thing than what is asked now: it stays behind in the version before. */
function withFittingTranslations(question: Question, base: Question | undefined): Question {
  if (!question.translations || (base && question.language === base.language && isDeepStrictEqual(piecesOf(question), piecesOf(base)))) return question;
  const { translations: _, ...rest } = question;
  return rest;
}

function keyOf(written: WrittenQuestion, base: Question | undefined, isSame: boolean): object {
  if (isTypedKind(written.kind)) return { answer: answerOf(written.kind, written.answer ?? NO_ANSWER), graded: base && isTyped(base) && hasSameKey(written, base) ? base.graded : undefined };
  if (isLinedKind(written.kind)) return linesOf(written.kind, written.lines ?? NO_LINES, base);
  const before = base && isChoice(base) ? base : undefined;
  if (written.kind === "spot") return withMessage(written, optionsOf(written, before, isSame));
  return { options: optionsOf(written, before, isSame), sorted: isSame ? before?.sorted : undefined };
}

function withMessage({ message }: WrittenQuestion, options: Option[]): object {
  return { options, message: messageOf(message ?? NO_MESSAGE, options) };
}

/** Whether the stem, what is right and the facts are what they were: only then do proofs, and what the question asks for, still hold. */
function asksTheSame(written: WrittenQuestion, facts: readonly string[], base: Question): boolean {
  return sense(written.stem) === sense(base.stem) && hasSameKey(written, base) && [...facts].sort().join() === [...base.facts].sort().join();
}

function hasSameKey({ kind, options, answer, lines }: WrittenQuestion, base: Question): boolean {
  if (base.kind === "matching" || base.kind === "ordering") return kind === base.kind && keyWords(linesOf(kind, lines ?? NO_LINES, base)) === keyWords(base);
  if (!isChoice(base)) return kind === base.kind && isDeepStrictEqual(answerOf(base.kind, answer ?? NO_ANSWER), base.answer);
  const rightOf = (of: readonly { text: string; correct: boolean }[]) => of.filter(({ correct }) => correct).map(({ text }) => sense(text)).sort().join("\n");
  return !isTypedKind(kind) && !isLinedKind(kind) && rightOf(options) === rightOf(base.options);
}

function keyWords(lines: ReturnType<typeof linesOf>): string {
  return JSON.stringify("pairs" in lines ? lines.pairs.map(({ premise, response }) => [sense(premise), sense(response)]) : lines.sequence.map(({ text }) => sense(text)));
}

function definedOnly<T extends object>(traits: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  return Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined)) as { [Name in keyof T]?: NonNullable<T[Name]> };
}

/** An option keeps its id with its text, wherever it moved, else with its row. Its proof goes when the text, or what the question asks, is another, and what options are worth when another one is right. */
function optionsOf(written: WrittenQuestion, base: ChoiceQuestion | undefined, isSame: boolean): Option[] {
  const before = base?.options ?? [];
  const twinOf = ({ text }: WrittenOption) => before.find((option) => sense(option.text) === sense(text));
  const moved = new Set(written.options.map(twinOf));
  const isWorthTheSame = written.options.length === before.length && written.options.every((option) => twinOf(option)?.correct === option.correct);
  const free = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"].filter((letter) => !before.some((option) => option.id === letter));
  return written.options.map((option) => {
    const { row, text, correct, consequence = "" } = option;
    const feedback = [consequence, option.feedback].filter(Boolean).join("\n");
    const [twin, inRow] = [twinOf(option), before[row - 1]];
    const proof = isSame && !correct ? option.proof ?? twin?.proof : undefined;
    return { id: twin?.id ?? (inRow && !moved.has(inRow) ? inRow.id : free.shift()!), text, correct, feedback, ...(proof ? { proof } : {}), ...definedOnly({ format: twin?.format, fraction: isWorthTheSame ? twin?.fraction : undefined }) };
  });
}
