import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { FileError, Item } from "../engine/questions/formats/item.ts";
import { moodleLine } from "../engine/questions/formats/moodle-lines.ts";
import { questionOf } from "../engine/questions/formats/question-of.ts";
import { formatFor, MOST_BYTES } from "../engine/questions/formats/reading.ts";
import type { Question } from "../engine/questions/question.ts";
import { counted } from "../lib/text.ts";
import type { Message } from "../lib/messages.ts";
import { inEnglish } from "../lib/readers.ts";
import { printLines } from "./printing.ts";

interface Wish { json?: boolean; dryRun?: boolean }
/** A question that would come in, or came in. */
interface Arrived { item: Item; question: Question; dropped: readonly Message[] }

/** `debrief import questions FILE`: what became of every question of a file, one a line. Exit 1 where nothing could be read. */
export async function importQuestionFile(path: string, { json = false, dryRun = false }: Wish): Promise<void> {
  if (!dryRun) throw new Error("Say --dry-run to see what would come in. Questions come into the bank in the studio, where they are looked at first.");
  const { arrived, errors } = await readQuestionFile(path).catch((error: unknown) => failed(error, json));
  await printLines(json ? asJson(arrived, errors) : inWords(arrived, errors));
  if (arrived.length === 0) process.exitCode = 1;
}

/** For programs, what is wrong with a file as a whole is an error like the others. */
function failed(error: unknown, json: boolean): { arrived: Arrived[]; errors: FileError[] } {
  if (!json || !(error instanceof Error)) throw error;
  return { arrived: [], errors: [{ line: 0, reason: { key: error.message } }] };
}

/** Every question that one of our kinds can hold, and the reason for every other. @throws Error for a file that is not there, or is of no known format */
async function readQuestionFile(path: string): Promise<{ arrived: Arrived[]; errors: FileError[] }> {
  const bytes = bytesOf(path);
  const format = formatFor(bytes, basename(path));
  if (!format) throw new Error(`${path} is of no format that can be read.`);
  const { items, errors } = await format.read(bytes);
  const arrived: Arrived[] = [];
  const refused: FileError[] = [];
  for (const item of items) {
    const become = questionOf(item, { id: `line-${item.line}` });
    if ("refused" in become) refused.push({ line: item.line, name: item.name, reason: become.refused });
    else arrived.push({ item, ...become });
  }
  return { arrived, errors: [...errors, ...refused].sort((a, b) => a.line - b.line) };
}

function bytesOf(path: string): Uint8Array {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error(found ? `${path} is no file.` : `There is no such file: ${path}`);
  if (found.size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES / 1e6} MB.`);
  return readFileSync(path);
}

function* asJson(arrived: readonly Arrived[], errors: readonly FileError[]): Generator<string> {
  for (const { item, question, dropped } of arrived) yield JSON.stringify({ ...moodleLine(item), kind: question.kind, dropped: dropped.map((words) => inEnglish(words)) });
  yield JSON.stringify({ summary: { questions: arrived.length, errors: errors.map(({ line, name, reason }) => ({ line, reason: inEnglish(reason), ...(name ? { name } : {}) })) } });
}

function* inWords(arrived: readonly Arrived[], errors: readonly FileError[]): Generator<string> {
  for (const { item, question, dropped } of arrived) {
    yield `${placeOf(item)}${question.kind.replace("_", "/")}: ${question.name ?? question.stem}`;
    for (const words of dropped) yield `  ${inEnglish(words)}`;
  }
  for (const { line, name, reason } of errors) yield `${placeOf({ line })}not imported${name ? `: ${name}` : ""}\n  ${inEnglish(reason)}`;
  yield `${counted(arrived.length, "question")}, ${counted(errors.length, "error")}. Nothing was stored, because this was a dry run.`;
}

function placeOf({ line }: { line: number }): string {
  return line === 0 ? "" : `line ${line}, `;
}
