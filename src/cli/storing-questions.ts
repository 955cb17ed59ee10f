import { addImport } from "../domain/adding-imports.ts";
import { previewImport } from "../domain/importing-questions.ts";
import { systemClock } from "../lib/clock.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { findPersonByEmail, listRolesOf } from "../storage/people.ts";
import { findImportOf } from "../storage/question-imports.ts";
import type { Db, Person } from "../storage/tables.ts";
import { withDatabase } from "../storage/with-database.ts";
import type { QuestionWish } from "./import-questions.ts";
import type { ReadFile } from "./question-files.ts";

/** Brings a file that was read into the database at this address. It stands apart because a dry run needs no database, and to load one takes longer than to read most files. */
export function storeQuestions(address: string, file: ReadFile, wish: QuestionWish): Promise<number> {
  return withDatabase(address, (db) => store(db, file, wish));
}

const POLL = 200;

/** Brings the file in as its author would in the studio; twins of what is in the bank stay out. Says how many questions came in. */
async function store(db: Db, file: ReadFile, { by = "", topic = "imported", incident = "", tags = "" }: QuestionWish): Promise<number> {
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
