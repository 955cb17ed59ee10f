import type { Row } from "../../../lib/delimited.ts";
import { say, type Message } from "../../../lib/messages.ts";
import { fold } from "../../../lib/text.ts";
import { questionSchema } from "../question.ts";
import { FILLED, type Arrivals, type Arrived } from "./arrived.ts";
import type { FileError } from "./item.ts";
import { signsIn } from "./sheet-answers.ts";

/** Where the columns of a quiz for Kahoot stand, or of a plain table with one right option and wrong ones whose headers are in a language that our own table does not know. */
export interface KahootHeading { row: Row; dialect: "kahoot" | "right-and-wrong"; question: number; options: readonly number[]; correct: number; time: number }

/** By the words with which the headers begin: they go on with hints such as "max 120 characters". Also as the templates in other languages have them. */
const WORDS = {
  question: /^(?:question|frage|pregunta|pergunta|domanda)\b/,
  option: /^(?:answer|antwort|respuesta|resposta|reponse|risposta)(?: option)? ?[1-8]\b/,
  time: /^(?:time limit|zeitlimit|zeitbegrenzung|limite de temps|limite de tempo|limite de tiempo|tiempo limite|tempo limite|limite di tempo)\b/,
  keys: /^(?:correct answer|richtige antwort|respuesta correcta|respuestas correctas|resposta correta|respostas corretas|resposta s correta|bonne reponse|risposta corretta|risposte corrette)/,
  right: /^(?:correct|right|richtige|opcao correta|opcion correcta)(?: (?:option|answer|antwort))?$/,
  wrong: /^(?:wrong|incorrect|falsche|opcao errada|opcion incorrecta)(?: (?:option|answer|antwort))? ?\d?$/,
} as const;

/** The row that heads a quiz for Kahoot; undefined where there is none among the first twenty. */
export function kahootHeadingIn(rows: readonly Row[]): KahootHeading | undefined {
  return rows.slice(0, 20).flatMap((row) => headingOf(row) ?? [])[0];
}

function headingOf(row: Row): KahootHeading | undefined {
  const headers = row.cells.map(fold);
  const at = (pattern: RegExp) => headers.findLastIndex((header) => pattern.test(header));
  const allAt = (pattern: RegExp) => headers.flatMap((header, place) => (pattern.test(header) ? [place] : []));
  const [question, time, keys, right] = [at(WORDS.question), at(WORDS.time), at(WORDS.keys), at(WORDS.right)];
  const [options, wrong] = [allAt(WORDS.option), allAt(WORDS.wrong)];
  if (question < 0) return undefined;
  if (options.length > 1 && time >= 0 && keys >= 0) return { row, dialect: "kahoot", question, options, correct: keys, time };
  const place = right >= 0 ? right : keys;
  return wrong.length > 0 && place >= 0 ? { row, dialect: "right-and-wrong", question, options: [place, ...wrong], correct: place, time } : undefined;
}

/** The questions below such a heading. A row that has just a number is none; one that makes no question is an error with its line. */
export function readKahootRows(rows: readonly Row[], heading: KahootHeading): Arrivals {
  const questions: Arrived[] = [];
  const errors: FileError[] = [];
  for (const row of rows.filter(({ line }) => line > heading.row.line)) {
    const cells = row.cells.map((cell) => cell.trim());
    if ([heading.question, heading.correct, ...heading.options].every((place) => !cells[place])) continue;
    const read = readRow(cells, heading);
    if ("key" in read) errors.push({ line: row.line, reason: read, ...(cells[heading.question] ? { name: cells[heading.question]!.slice(0, 80) } : {}) });
    else questions.push({ ...read, line: row.line, question: { ...read.question, id: `row-${row.line}` } });
  }
  return { questions, errors };
}

function readRow(cells: readonly string[], heading: KahootHeading): Arrived | Message {
  const header = (place: number) => heading.row.cells[place]!.split(/\s[-–]\s/)[0]!.trim();
  const stem = cells[heading.question] ?? "";
  if (stem === "") return say("sheets.missing", { column: header(heading.question) });
  const lines = heading.options.map((place, index) => ({ number: index + 1, text: cells[place] ?? "" })).filter(({ text }) => text !== "");
  if (lines.length < 2) return say("sheets.few-options");
  const right = heading.dialect === "kahoot" ? keysIn(cells[heading.correct] ?? "", lines, header(heading.correct)) : rightIn(lines, header(heading.correct));
  if ("key" in right) return right;

  const options = lines.map(({ number, text }, index) => ({ id: "abcdefgh"[index]!, text, correct: right.includes(number), feedback: "" }));
  const kind = right.length > 1 ? "multiple" : "single";
  const read = questionSchema.safeParse({ schema: 1, kind, id: "row", ...FILLED, stem, explanation: "", facts: [], evidence: [], enemies: [], options });
  if (!read.success) return say("sheets.too-long", { column: header(read.error.issues[0]!.path[0] === "stem" ? heading.question : heading.options[Number(read.error.issues[0]!.path[1] ?? 0)]!), most: (read.error.issues[0] as { maximum?: number }).maximum ?? 0 });
  const time = heading.time >= 0 ? cells[heading.time] : "";
  return { line: 0, question: read.data, dropped: time ? [say("sheets.time-limit", { seconds: time.slice(0, 20) })] : [], files: [], without: ["topic", "level", "difficulty"] };
}

/** "1,3" or, where a spreadsheet took that for one number, "1.3". */
function keysIn(cell: string, lines: readonly { number: number }[], column: string): number[] | Message {
  if (cell === "") return say("sheets.key-missing", { column });
  const numbers = signsIn(cell.replaceAll(".", " ")).map(Number);
  const isKnown = numbers.length > 0 && numbers.every((number) => lines.some((line) => line.number === number));
  return isKnown ? [...new Set(numbers)] : say("sheets.key-unknown", { column, word: cell.slice(0, 60), options: lines.map(({ number }) => String(number)) });
}

function rightIn(lines: readonly { number: number }[], column: string): number[] | Message {
  return lines.some(({ number }) => number === 1) ? [1] : say("sheets.missing", { column });
}
