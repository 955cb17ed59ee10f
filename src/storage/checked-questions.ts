import type { Knex } from "knex";
import type { BankColumns } from "./bank-tables.ts";
import { statement } from "./statements.ts";
import type { Db } from "./tables.ts";

/** A question in its newest version, to be looked through. */
export interface Unchecked { id: number; version_id: number; origin_key: string | null; body: string }

export async function listChecked(db: Db, ids: readonly number[]): Promise<Unchecked[]> {
  return (await newest(db).whereIn("questions.id", [...ids])) as Unchecked[];
}

/** Those that were not looked through as they are now under these rules. */
export async function listUnchecked(db: Db, rules: string, limit: number): Promise<Unchecked[]> {
  return (await newest(db).where((unchecked) => { void unchecked.whereNull("questions.checked_as").orWhereNot("questions.checked_as", rules); }).limit(limit)) as Unchecked[];
}

function newest(db: Db): Knex.QueryBuilder {
  return (db("questions") as Knex.QueryBuilder).join("question_versions as version", "version.id", "questions.newest_version_id").orderBy("questions.id").select("questions.id", "version.id as version_id", "questions.origin_key", "version.body");
}

/** What was found in a question as that version has it. */
export type Checked = Pick<Unchecked, "id" | "version_id"> & Required<Pick<BankColumns, "finding" | "checked_as" | "like_id">>;

/** Nothing is kept where another version came in meanwhile: that one is looked through. */
export async function updateChecked(db: Db, questions: readonly Checked[]): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { id, version_id, finding, checked_as, like_id } of questions) await keepChecked(tx, finding, checked_as, like_id, id, version_id);
  });
}

const keepChecked = statement<[finding: string | null, checkedAs: string | null, likeId: number | null, id: number, versionId: number], never>((db, finding, checked_as, like_id, id, versionId) =>
  (db("questions") as Knex.QueryBuilder).where({ id, newest_version_id: versionId }).update({ finding, checked_as, like_id }));
