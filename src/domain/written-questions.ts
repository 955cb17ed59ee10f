import { isDeepStrictEqual } from "node:util";
import { isChoice, LEVELS, type ChoiceQuestion, type Evidence, type Level, type Option, type Question } from "../engine/questions/question.ts";
import { fold } from "../lib/text.ts";
import { answerOf, complaintsAboutAnswer, isTypedKind, NO_ANSWER, type WrittenAnswer } from "./written-answers.ts";

export const WRITTEN_KINDS = ["single", "multiple", "true_false", "numeric", "short"] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** Six rows are offered; a question that was made from facts may have more. */
export const MOST_OPTIONS = 6;

/** `row` is its line in the form, from 1. */
export interface WrittenOption { row: number; text: string; correct: boolean; feedback: string }

/** A question as a trainer types it, blank rows left out. `incident` is a slug, `facts` are keys, `source` is the key of a source of that incident; each may be empty. */
export interface WrittenQuestion {
  kind: WrittenKind; level: Level; topic: string; stem: string; explanation: string; options: WrittenOption[];
  incident: string; facts: string[]; quote: string; source: string;
  /** What is right where that is typed; the options do not count then. */
  answer?: WrittenAnswer;
}

/** A question of a kind that people write. */
export type WritableQuestion = Extract<Question, { kind: WrittenKind }>;

export function isWritable(question: Question): question is WritableQuestion {
  return (WRITTEN_KINDS as readonly string[]).includes(question.kind);
}

/** `field` is the name of the field in the form that it belongs beside. */
export interface Complaint { field: string; message: string }

/** Everything that keeps a question from being saved, in the order of the form. */
export function complaintsAbout(written: WrittenQuestion): Complaint[] {
  return [
    ...(WRITTEN_KINDS.includes(written.kind) ? [] : [{ field: "kind", message: "Choose a kind." }]),
    ...lengthOf("stem", written.stem, 600, "Write what is asked."),
    ...(isTypedKind(written.kind) ? complaintsAboutAnswer(written.kind, written.answer ?? NO_ANSWER) : aboutOptions(written)),
    ...lengthOf("explanation", written.explanation, 2000, "Explain what the right answer teaches."),
    ...lengthOf("topic", written.topic, 60, "Choose a topic."),
    ...(LEVELS.includes(written.level) ? [] : [{ field: "level", message: "Choose a level." }]),
    ...aboutEvidence(written),
  ];
}

function lengthOf(field: string, text: string, most: number, missing: string): Complaint[] {
  if (text === "") return [{ field, message: missing }];
  return text.length > most ? [{ field, message: `Use at most ${most} characters; these are ${text.length}.` }] : [];
}

function aboutOptions(written: WrittenQuestion): Complaint[] {
  return [...aboutKey(written), ...written.options.flatMap((option, place) => aboutOption(option, written.options.slice(0, place)))];
}

function aboutKey({ kind, options }: WrittenQuestion): Complaint[] {
  const right = options.filter((option) => option.correct).length;
  const message = wordsAboutKey(kind, options, right);
  return message ? [{ field: "options", message }] : [];
}

function wordsAboutKey(kind: WrittenKind, options: readonly WrittenOption[], right: number): string | undefined {
  if (kind === "true_false" && options.map(({ text }) => text.toLowerCase()).sort().join() !== "false,true") return "A true or false question has just two options: True and False.";
  if (options.length < 2) return "Write at least two options.";
  if (options.length > MOST_OPTIONS) return `Write at most ${MOST_OPTIONS} options.`;
  if (kind !== "multiple") return right === 1 ? undefined : `Mark exactly one option as right; ${right} are marked.`;
  if (right < 2) return "Mark at least two options as right, or choose the kind with one right answer.";
  return right === options.length ? "Leave at least one option that is wrong." : undefined;
}

const NO_OPTION = /^(?:all|none|both|neither) (?:of )?(?:the )?(?:above\b|(?:options|answers|these|those|them)$)|^(?:both|neither) [a-f1-6] (?:and|nor) [a-f1-6]$/;

function aboutOption({ row, text, correct, feedback }: WrittenOption, before: readonly WrittenOption[]): Complaint[] {
  const twin = before.find((other) => other.text !== "" && sense(other.text) === sense(text));
  const banned = NO_OPTION.test(fold(text)) ? [{ field: `option-${row}-text`, message: `Option ${row} speaks of the other options. Write an answer that stands for itself.` }] : [];
  return [
    ...lengthOf(`option-${row}-text`, text, 300, `Write the text of option ${row}, or clear the row.`),
    ...(twin ? [{ field: `option-${row}-text`, message: `Option ${row} says the same as option ${twin.row}.` }] : []),
    ...banned,
    ...lengthOf(`option-${row}-feedback`, feedback, 1000, `Say why option ${row} is ${correct ? "right" : "wrong"}.`),
  ];
}

/** Two texts say the same when only case, spaces or a full stop differ. Where a text has digits or signs, as addresses and passwords have, every sign counts: lookalikes are what such a question is about. */
function sense(text: string): string {
  const plain = text.normalize("NFC").trim().replace(/\s+/g, " ").replace(/(?<=\p{L})[.!?]$/u, "");
  return /[\p{N}./:@#&=_+-]/u.test(plain) ? plain : plain.toLowerCase();
}

function aboutEvidence({ quote, source, incident }: WrittenQuestion): Complaint[] {
  if (quote.length > 1000) return [{ field: "quote", message: "Use at most 1000 characters." }];
  if (quote !== "" && incident === "") return [{ field: "quote", message: "Choose an incident first: the quotation needs one of its sources." }];
  if (quote !== "" && source === "") return [{ field: "source", message: "Choose the source of the quotation." }];
  return source !== "" && quote === "" ? [{ field: "quote", message: "Quote the source, or choose none." }] : [];
}

/** What the database knows of a question that is written or edited. */
export interface Roots { id: string; facts: string[]; evidence: Evidence[]; enemies: string[] }

/** The engine's question. What it was before, `base`, lends the traits that nobody types. */
export function bodyOf(written: WrittenQuestion, { id, facts, evidence, enemies }: Roots, base?: WritableQuestion): WritableQuestion {
  const { kind, level, stem, explanation, topic, incident } = written;
  const isSame = base !== undefined && asksTheSame(written, facts, base);
  const { incident: _before, relation, asks, ...lent } = base ?? { schema: 1 as const, difficulty: "medium" as const };
  const traits = { ...lent, id, level, stem, explanation, topic, facts, evidence, enemies, ...(incident ? { incident } : {}), ...(isSame ? definedOnly({ relation, asks }) : {}) };
  return { ...traits, kind, ...keyOf(written, base, isSame) } as WritableQuestion;
}

function keyOf(written: WrittenQuestion, base: WritableQuestion | undefined, isSame: boolean): object {
  if (isTypedKind(written.kind)) return { answer: answerOf(written.kind, written.answer ?? NO_ANSWER) };
  const before = base && isChoice(base) ? base : undefined;
  return { options: optionsOf(written, before, isSame), sorted: isSame ? before?.sorted : undefined };
}

/** Whether the stem, what is right and the facts are what they were: only then do proofs, and what the question asks for, still hold. */
function asksTheSame(written: WrittenQuestion, facts: readonly string[], base: WritableQuestion): boolean {
  return sense(written.stem) === sense(base.stem) && hasSameKey(written, base) && [...facts].sort().join() === [...base.facts].sort().join();
}

function hasSameKey({ kind, options, answer }: WrittenQuestion, base: WritableQuestion): boolean {
  if (!isChoice(base)) return kind === base.kind && isDeepStrictEqual(answerOf(base.kind, answer ?? NO_ANSWER), base.answer);
  const rightOf = (of: readonly { text: string; correct: boolean }[]) => of.filter(({ correct }) => correct).map(({ text }) => sense(text)).sort().join("\n");
  return !isTypedKind(kind) && rightOf(options) === rightOf(base.options);
}

function definedOnly<T extends object>(traits: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  return Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined)) as { [Name in keyof T]?: NonNullable<T[Name]> };
}

/** An option keeps its id with its text, wherever it moved, else with its row. Its proof goes when the text, or what the question asks, is another. */
function optionsOf(written: WrittenQuestion, base: ChoiceQuestion | undefined, isSame: boolean): Option[] {
  const before = base?.options ?? [];
  const twinOf = ({ text }: WrittenOption) => before.find((option) => sense(option.text) === sense(text));
  const moved = new Set(written.options.map(twinOf));
  const free = [..."abcdefghijklmnop"].filter((letter) => !before.some((option) => option.id === letter));
  return written.options.map((option) => {
    const { row, text, correct, feedback } = option;
    const [twin, inRow] = [twinOf(option), before[row - 1]];
    const isProven = isSame && twin?.proof && !correct;
    return { id: twin?.id ?? (inRow && !moved.has(inRow) ? inRow.id : free.shift()!), text, correct, feedback, ...(isProven ? { proof: twin.proof! } : {}) };
  });
}
