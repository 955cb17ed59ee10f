import { addImport } from "../domain/adding-imports.ts";
import { previewImport } from "../domain/importing-questions.ts";
import type { Arrivals, Arrived } from "../engine/questions/formats/arrived.ts";
import { itemOf } from "../engine/questions/formats/item-of.ts";
import { moodleLine } from "../engine/questions/formats/moodle-lines.ts";
import { systemClock } from "../lib/clock.ts";
import { inEnglish } from "../lib/readers.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { counted } from "../lib/text.ts";
import { findPersonByEmail, listRolesOf } from "../storage/people.ts";
import { findImportOf } from "../storage/question-imports.ts";
import type { Db, Person } from "../storage/tables.ts";
import { withDatabase } from "../storage/with-database.ts";
import { printLines } from "./printing.ts";
import { readQuestionFile } from "./question-files.ts";

export interface QuestionWish { json?: boolean; dryRun?: boolean; by?: string; topic?: string; incident?: string; tags?: string }

/** `debrief import questions FILE`: what became of every question of a file, one a line; without --dry-run they come into the bank as drafts, all or none. Exit 1 where nothing could be read. */
export async function importQuestionFile(path: string, wish: QuestionWish, database: () => string): Promise<void> {
  if (!wish.dryRun && wish.by === undefined) throw new Error("Say --by EMAIL: who brings the questions in, a trainer or an administrator. Or say --dry-run to see what would come in.");
  const file = await readQuestionFile(path).catch((error: unknown) => failed(error, wish));
  const { arrivals } = file;
  const added = wish.dryRun || arrivals.questions.length === 0 ? undefined : await withDatabase(database(), (db) => store(db, file, wish));
  await printLines(wish.json ? asJson(arrivals, added) : inWords(arrivals, added));
  if (arrivals.questions.length === 0) process.exitCode = 1;
}

/** For programs, what is wrong with a file as a whole is an error like the others. */
function failed(error: unknown, { json }: QuestionWish): Awaited<ReturnType<typeof readQuestionFile>> {
  if (!json || !(error instanceof Error)) throw error;
  return { name: "", bytes: new Uint8Array(), format: "", arrivals: { questions: [], errors: [{ line: 0, reason: { key: error.message } }] } };
}

const POLL = 200;

/** Brings the file in as its author would in the studio; twins of what is in the bank stay out. Says how many questions came in. */
async function store(db: Db, file: Awaited<ReturnType<typeof readQuestionFile>>, { by = "", topic = "imported", incident = "", tags = "" }: QuestionWish): Promise<number> {
  const author = await trainerOf(db, by);
  const brought = await previewImport(db, author, { ...file, read: file }, systemClock());
  if (brought.questions === brought.twins) return 0;
  const lot = { topic, level: "recall" as const, incident, tags: tags.split(",").map((tag) => tag.trim()).filter(Boolean) };
  const { total, finished } = await addImport(db, author, brought, lot, systemClock);
  const show = showProgress("Storing questions", "questions");
  const look = setInterval(() => { void findImportOf(db, author, brought.public_id).then((now) => { if (now && now.done < total) show(now.done, total); }).catch(() => undefined); }, POLL);
  await finished.finally(() => { clearInterval(look); });
  const { state } = (await findImportOf(db, author, brought.public_id))!;
  if (state !== "done") throw new Error("The import broke off, and nothing of it was stored. Try again.");
  show(total, total);
  return total;
}

async function trainerOf(db: Db, email: string): Promise<Person> {
  const person = await findPersonByEmail(db, email);
  const roles = person && person.deactivated_at === null ? await listRolesOf(db, person.id) : [];
  if (!person || !roles.some((role) => role === "trainer" || role === "admin")) throw new Error(`No trainer or administrator has the address ${email}.`);
  return person;
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
