import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import { nobodies } from "./erasures.ts";
import type { Attempt, Db, Person } from "./tables.ts";

/** Rows that are old before a time, and the columns that tell one from another. */
interface Age { table: string; key: string[]; isOld: (rows: Knex.QueryBuilder, before: string) => void }

const day = (time: string) => time.slice(0, 10);

/** What simply goes once it is old. */
export const AGES = {
  mail: { table: "outbox", key: ["id"], isOld: (rows, before) => rows.where("day", "<", day(before)).whereNotIn("state", ["queued", "sending"]) },
  deliveries: { table: "webhook_deliveries", key: ["id"], isOld: (rows, before) => rows.where("created_at", "<", before).whereNot({ state: "sending" }) },
  statements: { table: "statements", key: ["id"], isOld: (rows, before) => rows.where("settled_at", "<", before) },
  tries: { table: "sign_in_tries", key: ["account", "address"], isOld: (rows, before) => rows.where("last_at", "<", before) },
  sessions: { table: "sessions", key: ["id"], isOld: (rows, before) => rows.where("expires_at", "<=", before) },
  sightings: { table: "sightings", key: ["person_id", "hour", "viewer_id"], isOld: (rows, before) => rows.where("hour", "<", before.slice(0, 13)) },
  copies: { table: "working_copies", key: ["id"], isOld: (rows, before) => rows.where("at", "<", before) },
  rehearsals: { table: "rehearsals", key: ["id"], isOld: (rows, before) => rows.where("started_at", "<", before) },
  recollections: { table: "recollections", key: ["id"], isOld: (rows, before) => rows.where("at", "<", before) },
  reviews: { table: "reviews", key: ["id"], isOld: (rows, before) => rows.where("asked_at", "<", before) },
  imports: { table: "question_imports", key: ["id"], isOld: (rows, before) => rows.where("created_at", "<", before).whereIn("state", ["waiting", "failed"]) },
  reports: { table: "problem_reports", key: ["id"], isOld: (rows, before) => rows.where("closed_at", "<", before).whereRaw("person_id NOT IN (SELECT person_id FROM erasures)") },
  addresses: { table: "audit_events", key: ["id"], isOld: (rows, before) => rows.where({ deed: "results.seen" }).where("at", "<", before).whereNot({ salt: "" }) },
} as const satisfies Record<string, Age>;
export type Aged = keyof typeof AGES;

function oldRows(db: Db, name: Aged, before: string): Knex.QueryBuilder {
  const { table, isOld }: Age = AGES[name];
  const rows: Knex.QueryBuilder = db(table);
  isOld(rows, before);
  return rows;
}

export function countOld(db: Db, name: Aged, before: string): Promise<number> {
  return countRows(oldRows(db, name, before));
}

/** So many at most; says how many. */
export async function deleteOld(tx: Db, name: Aged, before: string, limit: number): Promise<number> {
  const { table, key }: Age = AGES[name];
  const rows: Knex.QueryBuilder = tx(table);
  const gone: number = await rows.whereIn(key, oldRows(tx, name, before).limit(limit).select(key)).delete();
  return gone;
}

export async function listOldReportIds(tx: Db, before: string, limit: number): Promise<number[]> {
  const rows = await oldRows(tx, "reports", before).orderBy("id").limit(limit).forUpdate().select<{ id: number }[]>("id");
  return rows.map(({ id }) => id);
}

export async function updateReportsGone(tx: Db, ids: readonly number[], personId: number): Promise<void> {
  await tx("problem_reports").whereIn("id", [...ids]).update({ person_id: personId, text: "", note: "", chosen: null });
  await tx("suspensions").whereIn("report_id", [...ids]).update({ person_id: null });
}

/** Finished attempts of people whose answers are still there. One with an open report waits until somebody has looked. */
function withOldAnswers(db: Db, before: string): Knex.QueryBuilder {
  return oldAttempts(db, before).whereNull("attempts.answers_gone_at");
}

/** Attempts that may be nobody's: no valid certificate rests on them, and nobody is asked to have taken that quiz. */
function withOldResults(db: Db, before: string, at: string): Knex.QueryBuilder {
  const valid: Knex.QueryBuilder = db("certificates").whereNull("revoked_at").where("expires_at", ">", at).select("attempt_id");
  return oldAttempts(db, before).whereNotIn("attempts.id", valid).whereNotIn("attempts.quiz_id", db("assignments").select("quiz_id"));
}

function oldAttempts(db: Db, before: string): Knex.QueryBuilder {
  const reported: Knex.QueryBuilder = db("problem_reports").where({ state: "open" }).whereNotNull("attempt_id").select("attempt_id");
  return (db("attempts") as Knex.QueryBuilder).where("attempts.finished_at", "<", before).whereNotIn("attempts.person_id", nobodies(db)).whereNotIn("attempts.id", reported);
}

export const countOldAnswers = (db: Db, before: string): Promise<number> => countRows(withOldAnswers(db, before));
export const countOldResults = (db: Db, before: string, at: string): Promise<number> => countRows(withOldResults(db, before, at));
export const countOldLeavers = (db: Db, before: string, at: string): Promise<number> => countRows(oldLeavers(db, before, at));

/** Held until the transaction ends. */
export function listOldAnswers(tx: Db, before: string, limit: number): Promise<Attempt[]> {
  return withOldAnswers(tx, before).orderBy("attempts.finished_at").limit(limit).forUpdate().select<Attempt[]>("attempts.*");
}

export function listOldResults(tx: Db, before: string, limit: number, at: string): Promise<Attempt[]> {
  return withOldResults(tx, before, at).orderBy("attempts.finished_at").limit(limit).forUpdate().select<Attempt[]>("attempts.*");
}

/** Whoever left so long ago and has no certificate that others may still look up. */
function oldLeavers(db: Db, before: string, at: string): Knex.QueryBuilder {
  const valid: Knex.QueryBuilder = db("certificates").whereNull("revoked_at").where("expires_at", ">", at).select("person_id");
  return (db("people") as Knex.QueryBuilder).where("deactivated_at", "<", before).whereNotIn("id", nobodies(db)).whereNotIn("id", valid);
}

export function listOldLeavers(tx: Db, before: string, limit: number, at: string): Promise<Person[]> {
  return oldLeavers(tx, before, at).orderBy("id").limit(limit).select<Person[]>("*");
}
