import { say, type Message } from "../../../lib/messages.ts";
import { fold } from "../../../lib/text.ts";
import { MOST_LINES } from "../texts.ts";
import { letterOf, placeOf, type Column } from "./sheet-columns.ts";
import { listIn, pairsIn } from "./sheet-lists.ts";
import { truthCalled, type TableKind } from "./sheet-words.ts";

/** A row by its columns: what stands in one, empty where it is not there, the number that it says, and how the table heads it. */
export interface Cells { at: (column: Column) => string; number: (column: Column) => number | undefined; header: (column: Column) => string | undefined }

/** The part of a question that says what is right, or why the row says none. */
type Answer = { said: object; dropped: readonly Message[] } | Message;

const IDS = "abcdefghijklmnopqrst";

export function answerCells(kind: TableKind, cells: Cells): Answer {
  switch (kind) {
    case "single": case "multiple": return choiceIn(kind, cells);
    case "true_false": return truthIn(cells);
    case "matching": return matchingIn(cells);
    case "ordering": return orderingIn(cells);
    case "numeric": return numberOf(cells);
    case "short": return namesIn(cells);
  }
}

const named = (cells: Cells, column: Column, fallback: string) => cells.header(column) ?? fallback;
const feedbackAt = (cells: Cells, place: number) => cells.at(`feedback-${place}`);

function linesOf(cells: Cells): { place: number; text: string }[] {
  return Array.from({ length: MOST_LINES }, (_, index) => ({ place: index + 1, text: cells.at(`option-${index + 1}`) })).filter(({ text }) => text !== "");
}

function choiceIn(kind: "single" | "multiple", cells: Cells): Answer {
  const lines = linesOf(cells);
  if (lines.length < 2) return say("sheets.few-options");
  if (cells.at("key") === "") return say("sheets.key-missing", { column: named(cells, "key", "Key") });
  const right = placesIn(cells.at("key"), lines);
  if ("key" in right) return say(right.key, { ...right.values, column: named(cells, "key", "Key") });
  if (kind === "single" && right.size > 1) return say("sheets.key-several", { column: named(cells, "key", "Key") });
  const options = lines.map(({ place, text }, index) => ({ id: IDS[index], text, correct: right.has(place), feedback: feedbackAt(cells, place) }));
  return { said: { options, ...(truthCalled(cells.at("fixed")) ? { sorted: true } : {}) }, dropped: strayIn(cells, lines) };
}

/** What may stand in front of a letter or number, and between two. */
const CALLED = /(?<![\p{L}\p{N}])(?:option|answer|choice|antwort|and|und)(?![\p{L}\p{N}])_?/giu;

/** The letters or numbers of a key, or its words where `asItIs`. */
export function signsIn(key: string, asItIs = false): string[] {
  return (asItIs ? key : key.replace(CALLED, " ")).split(/[,;\s/&+|]+/).filter(Boolean);
}

/** The places that a key names: by letters or numbers, or by the text of an option. */
function placesIn(key: string, lines: readonly { place: number; text: string }[]): Set<number> | Message {
  const whole = lines.find(({ text }) => fold(text) === fold(key) && fold(key) !== "") ?? lines.find(({ text }) => text === key);
  const signs = signsIn(key, whole !== undefined);
  const places = signs.map((sign) => placeOf(sign.replace(/^\(|(?<![.)])[.)]+$/g, "")));
  if (places.length > 0 && places.every((place) => place !== undefined && lines.some((line) => line.place === place))) return new Set(places as number[]);
  if (whole) return new Set([whole.place]);
  const texts = listIn(key.replaceAll(";", "|")).map((part) => lines.find(({ text }) => fold(text) === fold(part))?.place);
  if (texts.length > 0 && texts.every((place) => place !== undefined)) return new Set(texts);
  return say("sheets.key-unknown", { word: key.slice(0, 60), options: lines.map(({ place }) => letterOf(place)) });
}

/** Feedback beside no option is no part of the question. */
function strayIn(cells: Cells, lines: readonly { place: number }[]): Message[] {
  const stray = Array.from({ length: MOST_LINES }, (_, index) => index + 1).filter((place) => feedbackAt(cells, place) !== "" && !lines.some((line) => line.place === place));
  return stray.length > 0 ? [say("sheets.stray-feedback", { columns: stray.map((place) => named(cells, `feedback-${place}`, letterOf(place))) })] : [];
}

function truthIn(cells: Cells): Answer {
  const [yes = { place: 1, text: "True" }, no = { place: 2, text: "False" }, ...more] = linesOf(cells);
  const key = cells.at("key");
  if (more.length > 0) return say("sheets.truth-options");
  if (key === "") return say("sheets.truth-missing", { column: named(cells, "key", "Key") });
  const place = key.length === 1 && /[ab12]/i.test(key) ? placeOf(key) : undefined;
  const worded = [yes, no].find(({ text }) => fold(text) === fold(key))?.place;
  const truth = truthCalled(key);
  const right = place ?? worded ?? (truth === undefined ? undefined : truth === (truthCalled(yes.text) ?? true) ? yes.place : no.place);
  if (right === undefined) return say("sheets.truth-unknown", { column: named(cells, "key", "Key"), word: key.slice(0, 60) });
  return { said: { options: [yes, no].map(({ place: here, text }, index) => ({ id: IDS[index], text, correct: here === right, feedback: feedbackAt(cells, here) })) }, dropped: [] };
}

function matchingIn(cells: Cells): Answer {
  const pairs = pairsIn(cells.at("pairs"));
  const half = pairs.find(({ premise, response }) => premise === "" || !response);
  if (half) return say("sheets.half-pair", { column: named(cells, "pairs", "Pairs"), word: (half.premise || half.response || "").slice(0, 60) });
  if (pairs.length < 2) return say("sheets.few-pairs", { column: named(cells, "pairs", "Pairs") });
  const responses = [...new Set([...pairs.map(({ response }) => response!), ...listIn(cells.at("spares"))])];
  return { said: { pairs: pairs.map(({ premise, response }, index) => ({ id: IDS[index] ?? `${index}`, premise, response, feedback: feedbackAt(cells, index + 1) })), responses }, dropped: strayIn(cells, pairs.map((_, index) => ({ place: index + 1 }))) };
}

function orderingIn(cells: Cells): Answer {
  const lines = listIn(cells.at("sequence"));
  if (lines.length < 2) return say("sheets.few-lines", { column: named(cells, "sequence", "Sequence") });
  return { said: { sequence: lines.map((text, index) => ({ id: IDS[index] ?? `${index}`, text, feedback: feedbackAt(cells, index + 1) })) }, dropped: strayIn(cells, lines.map((_, index) => ({ place: index + 1 }))) };
}

function numberOf(cells: Cells): Answer {
  const [value, tolerance] = [cells.number("key"), cells.at("tolerance") === "" ? 0 : cells.number("tolerance")];
  if (value === undefined) return say("sheets.no-number", { column: named(cells, "key", "Key"), word: cells.at("key").slice(0, 60) });
  if (tolerance === undefined || tolerance < 0) return say("sheets.no-tolerance", { column: named(cells, "tolerance", "Tolerance"), word: cells.at("tolerance").slice(0, 60) });
  return { said: { answer: { value, tolerance, ...(cells.at("unit") ? { unit: cells.at("unit") } : {}) } }, dropped: [] };
}

function namesIn(cells: Cells): Answer {
  const accept = listIn(cells.at("accepted") || cells.at("key"));
  if (accept.length === 0) return say("sheets.no-names", { column: named(cells, "accepted", "Accepted names") });
  return { said: { answer: { accept, reject: listIn(cells.at("rejected")) } }, dropped: [] };
}
