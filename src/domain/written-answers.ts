import { readInUnits } from "../engine/questions/marking-numeric.ts";
import { complaintAboutName, isSameName } from "../engine/questions/marking-short.ts";
import type { TypedQuestion } from "../engine/questions/question.ts";
import { say } from "../lib/messages.ts";
import type { Complaint } from "./written-questions.ts";

/** The answer of a numeric or short question as a trainer types it: figures as text, an empty tolerance for none, names without blank lines. */
export interface WrittenAnswer { value: string; tolerance: string; unit: string; accept: string[]; reject: string[] }

export const NO_ANSWER: WrittenAnswer = { value: "", tolerance: "", unit: "", accept: [], reject: [] };

/** The kinds that learners answer by typing. */
export type TypedKind = TypedQuestion["kind"];

export function isTypedKind(kind: string): kind is TypedKind {
  return kind === "numeric" || kind === "short";
}

/** Everything that keeps such an answer from being saved, in the order of the form. */
export function complaintsAboutAnswer(kind: TypedKind, answer: WrittenAnswer): Complaint[] {
  return kind === "numeric" ? aboutNumber(answer) : aboutNames(answer);
}

function aboutNumber({ value, tolerance, unit }: WrittenAnswer): Complaint[] {
  const off = tolerance === "" ? 0 : readInUnits(tolerance, { unit });
  return [
    ...(readInUnits(value, { unit }) === undefined ? [{ field: "value", words: say("writing.value-odd") }] : []),
    ...(off === undefined || off < 0 ? [{ field: "tolerance", words: say("writing.tolerance-odd") }] : []),
    ...(unit.length > 60 ? [{ field: "unit", words: say("writing.too-long", { maximum: 60, length: unit.length }) }] : []),
  ];
}

function aboutNames({ accept, reject }: WrittenAnswer): Complaint[] {
  const twice = reject.find((name) => accept.some((right) => isSameName(right, name)));
  return [
    ...(accept.length === 0 ? [{ field: "accept", words: say("writing.accept-missing") }] : []),
    ...aboutList("accept", accept, 40), ...aboutList("reject", reject, 80),
    ...(twice ? [{ field: "reject", words: say("writing.name-twice", { name: twice }) }] : []),
  ];
}

function aboutList(field: string, names: readonly string[], most: number): Complaint[] {
  const unfit = names.findIndex((name) => complaintAboutName(name) !== undefined);
  return [
    ...(names.length > most ? [{ field, words: say("writing.many-names", { maximum: most, length: names.length }) }] : []),
    ...(unfit >= 0 ? [{ field, words: say("writing.no-name", { line: unfit + 1, maximum: 200 }) }] : []),
  ];
}

/** What of the engine's question the answer is. It must be free of complaints. */
export function answerOf(kind: TypedKind, { value, tolerance, unit, accept, reject }: WrittenAnswer): TypedQuestion["answer"] {
  if (kind === "short") return { accept, reject };
  return { value: readInUnits(value, { unit })!, tolerance: tolerance === "" ? 0 : readInUnits(tolerance, { unit })!, ...(unit ? { unit } : {}) };
}
