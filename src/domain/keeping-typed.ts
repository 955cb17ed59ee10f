import { deleteWorkingCopy, keepWorkingCopy, type WorkingCopy } from "../storage/working-copies.ts";
import type { Db, Person } from "../storage/tables.ts";

type Author = Pick<Person, "id">;

/** What stands in the form of a question: `question` is its public id, or "new"; `version` the number of the version that the form shows. */
export interface TypedQuestion { question: string; version: number; fields: Readonly<Record<string, unknown>> }

/** Keeps what somebody typed, so that a closed window loses nothing; one copy a person and question. */
export async function keepTypedQuestion(db: Db, author: Author, { question, version, fields }: TypedQuestion, at: Date): Promise<void> {
  await keepWorkingCopy(db, { person_id: author.id, question, base_version: version, fields: JSON.stringify(fields), at: at.toISOString() });
}

/** Once it is saved, or not wanted. */
export async function dropTypedQuestion(db: Db, author: Author, question: WorkingCopy["question"]): Promise<void> {
  await deleteWorkingCopy(db, { person_id: author.id, question });
}
