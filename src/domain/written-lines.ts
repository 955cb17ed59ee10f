import type { MatchingQuestion, OrderingQuestion, Question } from "../engine/questions/question.ts";
import { sense } from "../engine/questions/linting/sense.ts";
import { MOST_LINES } from "../engine/questions/texts.ts";
import { say } from "../lib/messages.ts";
import { lengthOf } from "./lengths.ts";
import type { Complaint } from "./written-questions.ts";

/** A pair and a line to order as they are typed; `row` is the line in the form, from 1. */
export interface WrittenPair { row: number; premise: string; response: string; feedback: string }
export interface WrittenLine { row: number; text: string; feedback: string }
/** What people match or order: `spares` are responses that belong to no line, a line of the sequence stands in its right place. */
export interface WrittenLines { pairs: WrittenPair[]; spares: string[]; sequence: WrittenLine[] }

export const NO_LINES: WrittenLines = { pairs: [], spares: [], sequence: [] };

export function isLinedKind(kind: string): kind is "matching" | "ordering" {
  return kind === "matching" || kind === "ordering";
}

/** Everything that keeps such lines from being saved, in the order of the form. */
export function complaintsAboutLines(kind: "matching" | "ordering", written: WrittenLines, most: number): Complaint[] {
  return kind === "matching" ? aboutPairs(written, most) : aboutSequence(written, most);
}

function aboutPairs({ pairs, spares }: WrittenLines, most: number): Complaint[] {
  const twice = findTwice(spares.filter((spare, place) => spares.indexOf(spare) < place || pairs.some(({ response }) => response === spare)));
  return [
    ...countOf("pairs", pairs.length), ...(spares.length > MOST_LINES ? [{ field: "spares", words: say("editor.many-lines", { maximum: MOST_LINES }) }] : []),
    ...pairs.flatMap(({ row, premise, response, feedback }) => [
      ...lengthOf(`pair-${row}-premise`, premise, most, say("editor.premise-missing", { row })), ...lengthOf(`pair-${row}-response`, response, most, say("editor.response-missing", { row })),
      ...lengthOf(`pair-${row}-feedback`, feedback, 1000, say("editor.pair-why-missing", { row })),
    ]),
    ...(twice ? [{ field: "spares", words: say("editor.spare-twice", { text: twice }) }] : []), ...spares.flatMap((spare) => lengthOf("spares", spare, most, say("editor.spare-twice", { text: "" }))).slice(0, 1),
  ];
}

function aboutSequence({ sequence }: WrittenLines, most: number): Complaint[] {
  return [
    ...countOf("sequence", sequence.length),
    ...sequence.flatMap(({ row, text, feedback }) => [...lengthOf(`line-${row}-text`, text, most, say("editor.line-missing", { row })), ...lengthOf(`line-${row}-feedback`, feedback, 1000, say("editor.line-why-missing", { row }))]),
  ];
}

function countOf(field: string, count: number): Complaint[] {
  if (count < 2) return [{ field, words: say("editor.few-lines") }];
  return count > MOST_LINES ? [{ field, words: say("editor.many-lines", { maximum: MOST_LINES }) }] : [];
}

function findTwice(texts: readonly string[]): string | undefined {
  return texts[0];
}

/** What of the engine's question they are. A line keeps its id with its text, so that answers given before still mean it. */
export function linesOf(kind: "matching" | "ordering", { pairs, spares, sequence }: WrittenLines, base: Question | undefined): Pick<MatchingQuestion, "pairs" | "responses"> | Pick<OrderingQuestion, "sequence"> {
  if (kind === "ordering") return { sequence: withIds(sequence, base?.kind === "ordering" ? base.sequence : [], ({ text }) => text).map(({ row: _, ...line }) => line) };
  const before = base?.kind === "matching" ? base : undefined;
  const responses = [...new Set([...pairs.map(({ response }) => response), ...spares])];
  const isSame = before !== undefined && [...responses].sort().join("\n") === [...before.responses].sort().join("\n");
  const formats = new Map(before?.pairs.map(({ premise, format }) => [premise, format]));
  const lines = withIds(pairs, before?.pairs ?? [], ({ premise }) => premise).map(({ row: _, ...pair }) => ({ ...pair, ...(formats.get(pair.premise) ? { format: formats.get(pair.premise) } : {}) }));
  return { pairs: lines, responses: isSame ? before.responses : responses };
}

function withIds<L extends object>(lines: readonly L[], before: readonly (Partial<L> & { id: string })[], textOf: (line: L) => string): (L & { id: string })[] {
  const known = new Map(before.map((line) => [sense(textOf(line as unknown as L)), line.id]));
  const used = new Set(before.map(({ id }) => id));
  const free = Array.from({ length: 2 * MOST_LINES }, (_, place) => `l${place + 1}`).filter((id) => !used.has(id));
  return lines.map((line) => {
    const key = sense(textOf(line));
    const id = known.get(key) ?? free.shift()!;
    known.delete(key);
    return { ...line, id };
  });
}
