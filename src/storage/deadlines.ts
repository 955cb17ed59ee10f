import type { Knex } from "knex";
import { statement } from "./statements.ts";
import type { Attempt, Db, New, Person, TimeAddition } from "./tables.ts";

/** Attempts that nobody finished although their deadline had come at `before`, an ISO time. */
export async function listOverdueIds(db: Db, before: string): Promise<number[]> {
  return (await overdueAt(db, before)).map(({ id }) => id);
}

/** Those of one learner. */
export async function listOverdueIdsOf(db: Db, { id: personId }: Pick<Person, "id">, before: string): Promise<number[]> {
  return (await overdueOf(db, personId, before)).map(({ id }) => id);
}

export function overdueAt(db: Db, before: string): Knex.QueryBuilder<Attempt, Pick<Attempt, "id">[]> {
  return db("attempts").whereNull("finished_at").whereNotNull("deadline_at").where("deadline_at", "<=", before).orderBy("id").select("id");
}

const overdueOf = statement<[personId: number, before: string], Pick<Attempt, "id">>((db, person_id, before) => overdueAt(db, before).where({ person_id }));

/** Holds the row until the transaction ends. */
export function lockAttempt(db: Db, id: number): Promise<Attempt | undefined> {
  return db("attempts").where({ id }).forUpdate().first();
}

/** An attempt against the clock with the limit of the version that is taken. */
export type RunningAttempt = Attempt & { limit_minutes: number };

/** Those that run at `now`, an ISO time: at this quiz, of this person, or both. Held until the transaction ends, always in the same order. */
export async function listRunningLocked(db: Db, whose: Partial<Pick<Attempt, "quiz_id" | "person_id">>, now: string): Promise<RunningAttempt[]> {
  const running: Knex.QueryBuilder = db("attempts").where(whose).whereNull("finished_at").where("deadline_at", ">", now).orderBy("id").forUpdate();
  const attempts = (await running) as Attempt[];
  const versions = await db("quiz_versions").whereIn("id", attempts.map(({ quiz_version_id }) => quiz_version_id)).select("id", "limit_minutes");
  const limits = new Map(versions.map(({ id, limit_minutes }) => [id, limit_minutes ?? 0]));
  return attempts.map((attempt) => ({ ...attempt, limit_minutes: limits.get(attempt.quiz_version_id) ?? 0 }));
}

export async function updateDeadline(db: Db, id: number, changes: Partial<Pick<Attempt, "deadline_at" | "added_minutes">>): Promise<void> {
  await db("attempts").where({ id }).update(changes);
}

/** False where the same form was sent before. */
export async function insertTimeAdditionOnce(db: Db, addition: New<TimeAddition>): Promise<boolean> {
  return (await db("time_additions").insert(addition).onConflict("key").ignore().returning("id")).length > 0;
}
