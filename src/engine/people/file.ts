import { setImmediate as turn } from "node:timers/promises";
import { decodeText } from "../../lib/decoding.ts";
import { delimitedPortions } from "../../lib/delimited-portions.ts";
import { TABLE_LIMITS, TableError, type Row } from "../../lib/delimited.ts";
import { say, type Message } from "../../lib/messages.ts";
import { readWorkbook } from "../../lib/workbook.ts";
import { areEnough, columnsOf, type Column } from "./columns.ts";
import { readPersonRow, type ReadPerson } from "./reading.ts";

/** A file of people as it was read. */
export interface PeopleFile { columns: Column[]; people: ReadPerson[] }

export const MOST_PEOPLE = 200_000;
export const LARGEST_PEOPLE_FILE = 40_000_000;
export const PEOPLE_ENDINGS = [".csv", ".xlsx"];

/** Why a file as a whole cannot be read, in words that say what to do. */
export class PeopleFileError extends Error {
  override name = "PeopleFileError";
  readonly words: Message;
  constructor(words: Message) { super(words.key); this.words = words; }
}

const LIMITS = { ...TABLE_LIMITS, rows: MOST_PEOPLE + 1, columns: 60 };
const STEP = 2_000;

/**
 * Reads comma-, semicolon- or tab-separated values (UTF-8 or UTF-16) or the first sheet of an Excel workbook, the first row being the headings; portion by portion, so that others get their turn.
 * `told` hears how many rows were read. @throws PeopleFileError, and what decoding and unpacking throw, for a file that is none
 */
export async function readPeopleFile(bytes: Uint8Array, told: (rows: number) => unknown = () => undefined): Promise<PeopleFile> {
  let columns: Column[] | undefined;
  const people: ReadPerson[] = [];
  for await (const portion of portionsOf(bytes)) {
    for (const row of portion) {
      if (columns) people.push(readPersonRow(row, columns));
      else columns = headingOf(row);
    }
    await told(people.length);
  }
  if (!columns || people.length === 0) throw new PeopleFileError(say("people-files.empty"));
  return { columns, people };
}

async function* portionsOf(bytes: Uint8Array): AsyncGenerator<Row[]> {
  try {
    if (!isWorkbook(bytes)) {
      yield* delimitedPortions(decodeText(bytes), LIMITS);
      return;
    }
    const rows = (await readWorkbook(bytes, LIMITS)).find(({ rows: said }) => said.length > 0)?.rows ?? [];
    for (let from = 0; from < rows.length; from += STEP) {
      yield rows.slice(from, from + STEP);
      await turn();
    }
  } catch (error) {
    throw error instanceof TableError ? new PeopleFileError(wordsOf(error)) : error;
  }
}

/** A ZIP archive begins so, and a text does not. */
function isWorkbook([first, second]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b;
}

function headingOf({ cells }: Row): Column[] {
  const columns = columnsOf(cells.map((cell) => cell.replace(/\s+/g, " ").trim()));
  if (!areEnough(columns)) throw new PeopleFileError(say("people-files.no-columns", { found: columns.map(({ header }) => header).filter(Boolean).slice(0, 12).join(", ").slice(0, 300) }));
  return columns;
}

function wordsOf({ reason, line }: TableError): Message {
  return say(`people-files.tables.${reason}`, { line: String(line), most: MOST_PEOPLE });
}
