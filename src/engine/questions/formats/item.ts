import type { Message } from "../../../lib/messages.ts";

/**
 * A question as files of other systems carry it, between their formats and ours. The words are Moodle's, because most formats map to them:
 * a fraction is what an answer is worth, from -1 to 1; `text` of a numerical answer is its value as written, "*" for any other answer;
 * a line of a matching item with an empty `question` is a spare answer.
 * Reading a file never judges a question: what our own kinds cannot hold is said when an item becomes a question.
 */
export type TextFormat = "moodle" | "html" | "plain" | "markdown";

/** A file that a text shows, under the name by which the text calls it (`@@PLUGINFILE@@/name` in Moodle's files). */
export interface ItemFile { name: string; content: Uint8Array }

export interface ItemAnswer { text: string; format: TextFormat; fraction: number; feedback: string }
export interface NumericalAnswer extends ItemAnswer { tolerance: number }

interface Common {
  /** Where it begins in its file, from 1; 0 where the format has no lines. */
  line: number;
  name: string; text: string; format: TextFormat; generalFeedback: string; defaultMark: number; penalty: number;
  /** The path of categories that the file puts it under, without the leading course part; empty at the top. */
  category: string; tags: readonly string[]; idNumber: string; hints: readonly string[]; files: readonly ItemFile[];
  /** What the file says of it and nothing here can hold, in words for the trainer. */
  dropped: readonly Message[];
}

export type Item = Common & (
  | { type: "multichoice"; single: boolean; shuffle: boolean; answers: readonly ItemAnswer[]; correctFeedback: string; partlyFeedback: string; incorrectFeedback: string }
  | { type: "truefalse"; /** The first is true, the second false. */ answers: readonly [ItemAnswer, ItemAnswer] }
  | { type: "shortanswer"; caseSensitive: boolean; answers: readonly ItemAnswer[] }
  | { type: "numerical"; answers: readonly NumericalAnswer[]; units: readonly { unit: string; multiplier: number }[] }
  | { type: "match"; shuffle: boolean; pairs: readonly { question: string; answer: string; /** Of the question, where it is not that of the text. */ format?: TextFormat }[] }
  | { type: "ordering"; /** In the right order. */ lines: readonly string[] }
);

export type ItemType = Item["type"];

/** Why a part of a file became no item. `line` counts from 1; 0 where the whole file is meant. `name` is what the question calls itself, where that could be read. */
export interface FileError { line: number; reason: Message; name?: string }

/** What a file held: every question of it is either an item or an error. */
export interface FileContent { items: readonly Item[]; errors: readonly FileError[] }
