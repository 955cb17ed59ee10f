import { readInUnits } from "../engine/questions/marking-numeric.ts";
import { complaintAboutName, isSameName } from "../engine/questions/marking-short.ts";
import type { TypedQuestion } from "../engine/questions/question.ts";
import type { Language } from "../lib/languages.ts";
import { say } from "../lib/messages.ts";
import type { Complaint } from "./written-questions.ts";

/** The answer of a numeric or short question as a trainer types it: names without blank lines, figures as text, as readers of `figures` write them. Instead of a value with a tolerance it may be a range, from `least` to `most`. */
export interface WrittenAnswer { value: string; tolerance: string; unit: string; accept: string[]; reject: string[]; least?: string; most?: string; figures?: Language }

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

function aboutNumber(answer: WrittenAnswer): Complaint[] {
  const { unit } = answer;
  return [
    ...(isRange(answer) ? aboutRange(answer) : aboutValue(answer)),
    ...(unit.length > 60 ? [{ field: "unit", words: say("writing.too-long", { maximum: 60, length: unit.length }) }] : []),
  ];
}

function aboutValue(answer: WrittenAnswer): Complaint[] {
  const off = answer.tolerance === "" ? 0 : figureOf(answer, answer.tolerance);
  return [
    ...(figureOf(answer, answer.value) === undefined ? [{ field: "value", words: say("writing.value-odd") }] : []),
    ...(off === undefined || off < 0 ? [{ field: "tolerance", words: say("writing.tolerance-odd") }] : []),
  ];
}

/** Whoever gives a range gives no other number beside it, unless it says the same. */
function aboutRange(answer: WrittenAnswer): Complaint[] {
  const [least, most] = rangeOf(answer);
  const odd = [["least", least], ["most", most]].filter(([, end]) => end === undefined).map(([field]) => ({ field: field as string, words: say("writing.range-odd") }));
  if (odd.length > 0) return odd;
  if (least! > most!) return [{ field: "most", words: say("writing.range-backwards") }];
  const { value, tolerance } = middleOf(least!, most!);
  const isOther = (typed: string, meant: number) => typed !== "" && figureOf(answer, typed) !== meant;
  return isOther(answer.value, value) || isOther(answer.tolerance, tolerance) ? [{ field: "least", words: say("writing.range-or-value") }] : [];
}

function isRange({ least = "", most = "" }: WrittenAnswer): boolean {
  return least !== "" || most !== "";
}

function rangeOf(answer: WrittenAnswer): [number | undefined, number | undefined] {
  return [figureOf(answer, answer.least ?? ""), figureOf(answer, answer.most ?? "")];
}

function figureOf({ unit, figures }: WrittenAnswer, typed: string): number | undefined {
  return typed === "" ? undefined : readInUnits(typed, { unit }, figures);
}

/** Decimal fractions have no exact middle in binary ones. */
function middleOf(least: number, most: number): { value: number; tolerance: number } {
  const rounded = (figure: number) => Number(figure.toPrecision(15));
  return { value: rounded((least + most) / 2), tolerance: rounded((most - least) / 2) };
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
export function answerOf(kind: TypedKind, answer: WrittenAnswer): TypedQuestion["answer"] {
  const { value, tolerance, unit, accept, reject } = answer;
  if (kind === "short") return { accept, reject };
  const [least, most] = rangeOf(answer);
  const number = isRange(answer) ? middleOf(least!, most!) : { value: figureOf(answer, value)!, tolerance: tolerance === "" ? 0 : figureOf(answer, tolerance)! };
  return { ...number, ...(unit ? { unit } : {}) };
}
