import type { Arrivals, Arrived } from "../engine/questions/formats/arrived.ts";
import { itemOf } from "../engine/questions/formats/item-of.ts";
import { moodleLine } from "../engine/questions/formats/moodle-lines.ts";
import { inEnglish } from "../lib/readers.ts";
import { counted } from "../lib/text.ts";
import { printLines } from "./printing.ts";
import { readQuestionFile, type ReadFile } from "./question-files.ts";

export interface QuestionWish { json?: boolean; dryRun?: boolean; by?: string; topic?: string; incident?: string; tags?: string }

/** `debrief import questions FILE`: what became of every question of a file, one a line; without --dry-run they come into the bank as drafts, all or none. Exit 1 where nothing could be read. */
export async function importQuestionFile(path: string, wish: QuestionWish, database: () => string): Promise<void> {
  if (!wish.dryRun && wish.by === undefined) throw new Error("Say --by EMAIL: who brings the questions in, a trainer or an administrator. Or say --dry-run to see what would come in.");
  const file = await readQuestionFile(path).catch((error: unknown) => failed(error, wish));
  const { arrivals } = file;
  const added = wish.dryRun || arrivals.questions.length === 0 ? undefined : await (await import("./storing-questions.ts")).storeQuestions(database(), file, wish);
  await printLines(wish.json ? asJson(arrivals, added) : inWords(arrivals, added));
  if (arrivals.questions.length === 0) process.exitCode = 1;
}

/** For programs, what is wrong with a file as a whole is an error like the others. */
function failed(error: unknown, { json }: QuestionWish): ReadFile {
  if (!json || !(error instanceof Error)) throw error;
  return { name: "", bytes: new Uint8Array(), format: "", arrivals: { questions: [], errors: [{ line: 0, reason: { key: error.message } }] } };
}

function* asJson({ questions, errors }: Arrivals, added: number | undefined): Generator<string> {
  for (const arrived of questions) yield JSON.stringify({ ...moodleLine(itemFor(arrived)), kind: arrived.question.kind, dropped: arrived.dropped.map((words) => inEnglish(words)) });
  yield JSON.stringify({ summary: { questions: questions.length, errors: errors.map(({ line, name, reason }) => ({ line, reason: inEnglish(reason), ...(name ? { name } : {}) })), ...(added === undefined ? {} : { added }) } });
}

/** As its file had it; what came in our own tables and JSON as it would go out. */
function itemFor({ item, question, line }: Arrived): Parameters<typeof moodleLine>[0] {
  return item ?? { ...itemOf(question).item, line };
}

function* inWords({ questions, errors }: Arrivals, added: number | undefined): Generator<string> {
  for (const { line, question, dropped } of questions) {
    yield `${placeOf(line)}${question.kind.replace("_", "/")}: ${question.name ?? question.stem}`;
    for (const words of dropped) yield `  ${inEnglish(words)}`;
  }
  for (const { line, name, reason } of errors) yield `${placeOf(line)}not imported${name ? `: ${name}` : ""}\n  ${inEnglish(reason)}`;
  yield `${counted(questions.length, "question")}, ${counted(errors.length, "error")}. ${storedWords(questions.length, added)}`;
}

function storedWords(read: number, added: number | undefined): string {
  if (added === undefined) return "Nothing was stored, because this was a dry run.";
  const twins = read - added;
  return `${counted(added, "question")} stored as drafts${twins > 0 ? `; ${counted(twins, "twin")} of what is in the bank or above left out` : ""}.`;
}

function placeOf(line: number): string {
  return line === 0 ? "" : `line ${line}, `;
}
