import { fold } from "../../../lib/text.ts";
import type { Row } from "../../../lib/delimited.ts";
import { say, type Message } from "../../../lib/messages.ts";
import { FORMATS, MOST_LINES } from "../texts.ts";
import { questionSchema } from "../question.ts";
import { FILLED, type Arrivals, type Arrived, type Filled } from "./arrived.ts";
import type { FileError } from "./item.ts";
import { answerCells, signsIn, type Cells } from "./sheet-answers.ts";
import { columnOf, isOfWrong, type Column } from "./sheet-columns.ts";
import { complaintOf } from "./sheet-complaints.ts";
import { numberIn } from "./sheet-numbers.ts";
import { isRightAndWrong, withOptions, wrongIn } from "./sheet-wrong.ts";
import { difficultyCalled, kindCalled, levelCalled, OFFERED, truthCalled, type TableKind } from "./sheet-words.ts";

/** What heads the table of a sheet: its row and the place of every column. */
export interface Heading { row: Row; places: ReadonlyMap<Column, number>; unknown: readonly { header: string; place: number }[] }

/** The row that heads our own table; undefined where there is none among the first twenty. */
export function headingIn(rows: readonly Row[]): Heading | undefined {
  return rows.slice(0, 20).map(headingOf).find(({ places }) => places.has("stem") && (places.has("kind") || places.has("key") || places.has("option-1")));
}

function headingOf(row: Row): Heading {
  const places = new Map<Column, number>();
  const unknown: { header: string; place: number }[] = [];
  let wrong = 0;
  row.cells.forEach((header, place) => {
    const column = isOfWrong(header) ? (`wrong-${++wrong}` as const) : columnOf(header);
    if (column && !places.has(column)) places.set(column, place);
    else if (header.trim() !== "") unknown.push({ header: header.trim().slice(0, 60), place });
  });
  return { row, places, unknown };
}

/**
 * The questions of a table with our columns, one a row, in whatever order they stand. A cell with just spaces is empty.
 * A row that makes no question is an error with its line, which names the column and says what to do; the others are read.
 */
export function readRows(rows: readonly Row[], heading: Heading, pointsMayPart = false): Arrivals {
  const questions: Arrived[] = [];
  const errors: FileError[] = [];
  for (const row of rows.filter(({ line }) => line > heading.row.line)) {
    const read = readRow(row, heading, pointsMayPart);
    if ("reason" in read) errors.push(read);
    else questions.push(read);
  }
  return { questions, errors };
}

function unread({ cells: texts }: Row, { unknown }: Heading, others: readonly string[]): Message[] {
  const filled = [...unknown.filter(({ place }) => bare(texts[place] ?? "") !== "").map(({ header }) => header), ...others];
  return filled.length > 0 ? [say("sheets.unknown-columns", { columns: filled, count: filled.length })] : [];
}

/** What a spreadsheet shows where a formula has no result. */
const FAILED = /^#(?:DIV\/0!|N\/A|NV|NAME\?|NULL!|NUM!|ZAHL!|REF!|BEZUG!|VALUE!|WERT!|SPILL!|CALC!)$/;

function readRow(row: Row, heading: Heading, pointsMayPart: boolean): Arrived | FileError {
  const { row: headers, places } = heading;
  const at = (column: Column) => bare(row.cells[places.get(column) ?? -1] ?? "");
  const given: Cells = {
    at, number: (column) => numberIn(at(column), pointsMayPart),
    header: (column) => (headers.cells[places.get(column) ?? -1] ?? "").trim() || undefined,
  };
  const isParted = isRightAndWrong(given);
  if (isParted && at("key") === "") return { line: row.line, reason: say("sheets.missing", { column: given.header("key") ?? "Key" }), ...(at("stem") ? { name: at("stem").slice(0, 80) } : {}) };
  const cells = isParted ? withOptions(given) : given;
  const name = cells.at("name") || cells.at("stem").slice(0, 80);
  const fail = (reason: Message): FileError => ({ line: row.line, reason, ...(name ? { name } : {}) });

  const failed = [...places].find(([column]) => FAILED.test(at(column)));
  if (failed) return fail(say("sheets.formula-failed", { column: cells.header(failed[0])!, word: at(failed[0]) }));
  const kind = cells.at("kind") === "" ? guessedKind(cells) : kindCalled(cells.at("kind"));
  if (!kind) return fail(cells.at("kind") === "" ? say("sheets.no-key") : say("sheets.unknown-word", { column: cells.header("kind")!, word: cells.at("kind").slice(0, 60), words: [...OFFERED.kind] }));
  const traits = traitsIn(cells);
  if ("key" in traits) return fail(traits);
  const answer = answerCells(kind, cells);
  if ("key" in answer) return fail(answer);

  const draft = { schema: 1, kind, id: `row-${row.line}`, ...traits.said, stem: cells.at("stem"), explanation: cells.at("explanation"), facts: [], evidence: [], enemies: [], ...answer.said };
  const read = questionSchema.safeParse(draft);
  if (!read.success) return fail(complaintOf(read.error.issues[0]!, cells));
  return { line: row.line, question: read.data, dropped: [...unread(row, heading, isParted ? [] : wrongIn(given).map((column) => given.header(column)!)), ...answer.dropped], files: [], without: traits.without };
}

/** As the texts of a question are kept: a hard space at an end stays. */
function bare(text: string): string {
  return text.replace(/^[ \t\n\r\0\v]+|(?<![ \t\n\r\0\v])[ \t\n\r\0\v]+$/g, "");
}

/** What a row without a kind must be, by what it has. */
function guessedKind(cells: Cells): TableKind | undefined {
  if (cells.at("pairs") !== "") return "matching";
  if (cells.at("sequence") !== "") return "ordering";
  if (cells.at("accepted") !== "") return "short";
  const key = cells.at("key");
  const options = Array.from({ length: MOST_LINES }, (_, index) => cells.at(`option-${index + 1}`)).filter(Boolean);
  if (options.length === 0) return key === "" ? undefined : /^[-+]?\d/.test(key) && !/[^\d.,eE+\-\s']/.test(key) ? "numeric" : truthCalled(key) !== undefined ? "true_false" : "short";
  if (options.length === 2 && options.every((option) => /^(?:true|false|wahr|falsch|richtig)$/.test(fold(option)))) return "true_false";
  return signsIn(key).length > 1 && !options.some((option) => fold(option) === fold(key)) ? "multiple" : "single";
}

function traitsIn(cells: Cells): { said: object; without: Filled[] } | Message {
  const words = { level: levelCalled, difficulty: difficultyCalled } as const;
  for (const column of ["level", "difficulty"] as const) {
    if (cells.at(column) !== "" && !words[column](cells.at(column))) return say("sheets.unknown-word", { column: cells.header(column)!, word: cells.at(column).slice(0, 60), words: [...OFFERED[column]] });
  }
  const fixed = truthCalled(cells.at("fixed"));
  if (fixed === undefined) return say("sheets.unknown-word", { column: cells.header("fixed")!, word: cells.at("fixed").slice(0, 60), words: ["yes", "no"] });
  const format = FORMATS.find((known) => known === cells.at("format").toLowerCase());
  if (cells.at("format") !== "" && !format) return say("sheets.unknown-word", { column: cells.header("format")!, word: cells.at("format").slice(0, 60), words: [...FORMATS] });
  const [level, difficulty, topic] = [levelCalled(cells.at("level")), difficultyCalled(cells.at("difficulty")), cells.at("topic")];
  const tags = cells.at("tags").split(/[,;|\n]/).map((tag) => tag.trim()).filter(Boolean);
  const without = ([["topic", topic], ["level", level], ["difficulty", difficulty]] as const).filter(([, said]) => !said).map(([trait]) => trait);
  const said = {
    level: level ?? FILLED.level, difficulty: difficulty ?? FILLED.difficulty, topic: topic || FILLED.topic,
    ...(cells.at("name") ? { name: cells.at("name") } : {}), ...(format && format !== "plain" ? { format } : {}), ...(tags.length > 0 ? { tags } : {}),
    ...(cells.at("incident") ? { incident: cells.at("incident") } : {}), ...(cells.at("language") ? { language: cells.at("language") } : {}),
  };
  return { said, without };
}
