import type { Db } from "./tables.ts";

/** What somebody typed of a question and did not save. `question` is its public id or, for a new one, `new-` and the id of its page (`new` where that has none); `fields` is JSON; `base_version` the version that the form showed, 0 for a new one. */
export interface WorkingCopy { id: number; person_id: number; question: string; base_version: number; fields: string; at: string }

type Whose = Pick<WorkingCopy, "person_id" | "question">;

export function findWorkingCopy(db: Db, { person_id, question }: Whose): Promise<WorkingCopy | undefined> {
  return db("working_copies").where({ person_id, question }).first();
}

/** What this person typed of new questions, the newest first. */
export async function listNewCopies(db: Db, personId: number, limit: number): Promise<WorkingCopy[]> {
  return db("working_copies").where({ person_id: personId }).where((one) => void one.where({ question: "new" }).orWhereLike("question", "new-%")).orderBy([{ column: "at", order: "desc" }, { column: "id", order: "desc" }]).limit(limit);
}

export async function deleteCopies(db: Db, ids: readonly number[]): Promise<void> {
  await db("working_copies").whereIn("id", [...ids]).delete();
}

export async function keepWorkingCopy(db: Db, copy: Omit<WorkingCopy, "id">): Promise<void> {
  await db("working_copies").insert(copy).onConflict(["person_id", "question"]).merge();
}

export async function deleteWorkingCopy(db: Db, { person_id, question }: Whose): Promise<void> {
  await db("working_copies").where({ person_id, question }).delete();
}

/** Who else has typed into this question since then, the latest first. */
export function listOthersAt(db: Db, { person_id, question }: Whose, since: string): Promise<{ name: string; at: string }[]> {
  return db("working_copies").join("people", "people.id", "working_copies.person_id").where({ question }).whereNot({ person_id }).where("working_copies.at", ">=", since)
    .orderBy("working_copies.at", "desc").select("people.name", "working_copies.at");
}

declare module "knex/types/tables.js" {
  interface Tables { working_copies: WorkingCopy }
}
