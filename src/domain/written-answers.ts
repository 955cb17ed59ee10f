import { readInUnits } from "../engine/questions/marking-numeric.ts";
import { complaintAboutName, isSameName } from "../engine/questions/marking-short.ts";
import type { TypedQuestion } from "../engine/questions/question.ts";
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
    ...(readInUnits(value, { unit }) === undefined ? [{ field: "value", message: "Write the right number in figures, such as 35 or 2.5." }] : []),
    ...(off === undefined || off < 0 ? [{ field: "tolerance", message: "Write a number from 0, such as 2, or leave this empty." }] : []),
    ...(unit.length > 60 ? [{ field: "unit", message: `Use at most 60 characters; these are ${unit.length}.` }] : []),
  ];
}

function aboutNames({ accept, reject }: WrittenAnswer): Complaint[] {
  const twice = reject.find((name) => accept.some((right) => isSameName(right, name)));
  return [
    ...(accept.length === 0 ? [{ field: "accept", message: "Write at least one name that is right." }] : []),
    ...aboutList("accept", accept, 40), ...aboutList("reject", reject, 80),
    ...(twice ? [{ field: "reject", message: `“${twice}” is among the names that are right. Take it out of one of the lists.` }] : []),
  ];
}

function aboutList(field: string, names: readonly string[], most: number): Complaint[] {
  const unfit = names.findIndex((name) => complaintAboutName(name) !== undefined);
  return [
    ...(names.length > most ? [{ field, message: `Write at most ${most} names; these are ${names.length}.` }] : []),
    ...(unfit >= 0 ? [{ field, message: `Line ${unfit + 1} is no name: it needs a letter or a digit, and at most 200 characters.` }] : []),
  ];
}

/** What of the engine's question the answer is. It must be free of complaints. */
export function answerOf(kind: TypedKind, { value, tolerance, unit, accept, reject }: WrittenAnswer): TypedQuestion["answer"] {
  if (kind === "short") return { accept, reject };
  return { value: readInUnits(value, { unit })!, tolerance: tolerance === "" ? 0 : readInUnits(tolerance, { unit })!, ...(unit ? { unit } : {}) };
}
