import { deleteCopies, deleteWorkingCopy, keepWorkingCopy, listNewCopies, type WorkingCopy } from "../storage/working-copies.ts";
import type { Db, Person } from "../storage/tables.ts";

type Author = Pick<Person, "id">;

/** What stands in the form of a question: `question` is its public id, or the key of a new one; `version` the number of the version that the form shows. */
export interface TypedQuestion { question: string; version: number; fields: Readonly<Record<string, unknown>> }

const NEW = /^new(?:-[\w-]{1,40})?$/;
/** So many new questions somebody may have begun: the oldest goes. */
const MOST_NEW = 20;

/** Each page of a new question has a copy of its own, so that two windows do not write over each other. */
export function newCopyKey(draft: unknown): string {
  return typeof draft === "string" && NEW.test(`new-${draft}`) ? `new-${draft}` : "new";
}

export function isNewCopy(question: string): boolean {
  return NEW.test(question);
}

/** Keeps what somebody typed, so that a closed window loses nothing; one copy a person and question. */
export async function keepTypedQuestion(db: Db, author: Author, { question, version, fields }: TypedQuestion, at: Date): Promise<void> {
  await keepWorkingCopy(db, { person_id: author.id, question, base_version: version, fields: JSON.stringify(fields), at: at.toISOString() });
  if (isNewCopy(question)) await deleteCopies(db, (await listNewCopies(db, author.id, 2 * MOST_NEW)).slice(MOST_NEW).map(({ id }) => id));
}

/** Once it is saved, or not wanted. */
export async function dropTypedQuestion(db: Db, author: Author, question: WorkingCopy["question"]): Promise<void> {
  await deleteWorkingCopy(db, { person_id: author.id, question });
}
