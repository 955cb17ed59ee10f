import { fold } from "../../lib/text.ts";
import { LONGEST_LINE, MESSAGE_PARTS, type Message } from "./message.ts";
import { isChoice, type Question } from "./question.ts";
import { LONGEST } from "./texts.ts";
import type { Translation } from "./translation.ts";

/** What a piece is, for the words beside it. */
export type PieceKind = "stem" | "option" | "feedback" | "premise" | "response" | "line" | "accept" | "unit" | "explanation" | "message" | "lesson-title" | "lesson-text";

/**
 * One text of a question that a translation has too. `path` is where the translation keeps it; `field` names it in forms; `place` counts options, pairs and lines from 1.
 * Names that are right are one piece, a name a line.
 */
export interface Piece { kind: PieceKind; field: string; path: readonly string[]; place: number; original: string; most: number }

/** Every text that a translation of this question must have, in the order in which it is read. What is empty needs none. */
export function piecesOf(question: Question): Piece[] {
  const { stem, explanation, lesson } = question;
  const pieces = [
    piece("stem", ["stem"], 0, stem, LONGEST.stem), ...(question.kind === "spot" ? partsOf(question.message) : []), ...answersOf(question), piece("explanation", ["explanation"], 0, explanation, LONGEST.explanation),
    ...(lesson ? [piece("lesson-title", ["lesson", "title"], 0, lesson.title, 200), piece("lesson-text", ["lesson", "text"], 0, lesson.text, 1500)] : []),
  ];
  return pieces.filter(({ original }) => original !== "");
}

function answersOf(question: Question): Piece[] {
  if (isChoice(question)) return question.options.flatMap(({ id, text, feedback }, index) => withFeedback("option", ["options", id], "text", index, text, feedback));
  switch (question.kind) {
    case "matching": return [
      ...question.pairs.flatMap(({ id, premise, feedback }, index) => withFeedback("premise", ["pairs", id], "premise", index, premise, feedback)),
      ...question.responses.map((response, index) => piece("response", ["responses", response], index + 1, response, LONGEST.response)),
    ];
    case "ordering": return question.sequence.flatMap(({ id, text, feedback }, index) => withFeedback("line", ["sequence", id], "text", index, text, feedback));
    case "numeric": return question.answer.unit === undefined ? [] : [piece("unit", ["answer", "unit"], 0, question.answer.unit, LONGEST.unit)];
    case "short": return [piece("accept", ["answer", "accept"], 0, question.answer.accept.join("\n"), 8_000)];
  }
}

/** By its part, because a message may lack some. */
function partsOf(message: Message): Piece[] {
  return MESSAGE_PARTS.map((part) => ({ ...piece("message", ["message", part], 0, message[part] ?? "", part === "body" ? LONGEST.stem : LONGEST_LINE), field: `message-${part}` }));
}

function withFeedback(kind: PieceKind, path: string[], leaf: string, index: number, text: string, feedback: string): Piece[] {
  return [piece(kind, [...path, leaf], index + 1, text, LONGEST.text), piece("feedback", [...path, "feedback"], index + 1, feedback, LONGEST.text)];
}

function piece(kind: PieceKind, path: readonly string[], place: number, original: string, most: number): Piece {
  return { kind, field: place === 0 ? kind : `${kind}-${place}`, path, place, original, most };
}

/** What a translation has for a piece; empty where it has nothing. */
export function textAt(translation: Translation, { path }: Pick<Piece, "path">): string {
  const found = path.reduce<unknown>((part, name) => (typeof part === "object" && part !== null && Object.hasOwn(part, name) ? (part as Record<string, unknown>)[name] : undefined), translation);
  return Array.isArray(found) ? found.join("\n") : typeof found === "string" ? found : "";
}

/** The translation that these texts make, by the fields of the pieces. */
export function translationOf(pieces: readonly Piece[], texts: Readonly<Record<string, string>>): Translation {
  const build = (within: readonly Piece[], depth: number): unknown => {
    const names = [...new Set(within.map(({ path }) => path[depth]!))];
    return Object.fromEntries(names.map((name) => {
      const below = within.filter(({ path }) => path[depth] === name);
      return [name, below[0]!.path.length === depth + 1 ? valueOf(below[0]!, texts) : build(below, depth + 1)];
    }));
  };
  return build(pieces, 0) as Translation;
}

function valueOf({ kind, field }: Piece, texts: Readonly<Record<string, string>>): string | string[] {
  const text = texts[field] ?? "";
  return kind === "accept" ? text.split("\n").map((name) => name.trim()).filter(Boolean) : text;
}

/** Whether two pieces of a kind that learners choose among say the same: then nobody could tell them apart. */
export function findTwin(pieces: readonly Piece[], texts: Readonly<Record<string, string>>): Piece | undefined {
  const told = new Set<string>();
  return pieces.filter(({ kind }) => kind === "option" || kind === "response" || kind === "line").find(({ kind, field }) => {
    const key = `${kind} ${fold(texts[field] ?? "")}`;
    return told.has(key) || !told.add(key);
  });
}
