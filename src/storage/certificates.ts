import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { Certificate } from "./certificate-tables.ts";
import { findQuizVersion } from "./quizzes.ts";
import type { Db, New, Person, QuizVersion } from "./tables.ts";

/** A certificate with the name of whose it is. */
export interface NamedCertificate extends Certificate { name: string; email: string }

export async function findCertificate(db: Db, number: string): Promise<NamedCertificate | undefined> {
  const row: Knex.QueryBuilder = db("certificates").join("people", "people.id", "certificates.person_id").where("certificates.number", number).select("certificates.*", "people.name", "people.email");
  return (await row.first()) as NamedCertificate | undefined;
}

/** The newest first. */
export function listCertificatesOf(db: Db, person: Pick<Person, "id">): Promise<Certificate[]> {
  return db("certificates").where({ person_id: person.id }).orderBy([{ column: "issued_at", order: "desc" }, { column: "id", order: "desc" }]);
}

/** Those that these attempts earned; holds their rows until the transaction ends. */
export async function listCertificatesLocked(tx: Db, attemptIds: readonly number[]): Promise<Certificate[]> {
  const held: Certificate[] = [];
  for (const portion of inPortions(attemptIds, 500)) held.push(...(await tx("certificates").whereIn("attempt_id", portion).orderBy("id").forUpdate()));
  return held;
}

export function lockCertificate(tx: Db, id: number): Promise<Certificate | undefined> {
  return tx("certificates").where({ id }).forUpdate().first();
}

/** What these people have, oldest first for each version of a quiz. */
export async function listCertificatesForAll(db: Db, personIds: readonly number[]): Promise<Certificate[]> {
  const held: Certificate[] = [];
  for (const portion of inPortions(personIds, 500)) held.push(...(await db("certificates").whereIn("person_id", portion).orderBy("place")));
  return held;
}

export async function listQuizVersions(db: Db, ids: readonly number[]): Promise<QuizVersion[]> {
  const one = ids.length === 1 ? await findQuizVersion(db, ids[0]!) : undefined;
  return one ? [one] : db("quiz_versions").whereIn("id", [...ids]);
}

/** Those come back that no other process was faster with. */
export async function insertCertificatesOnce(tx: Db, certificates: readonly New<Certificate>[]): Promise<Certificate[]> {
  const kept: Certificate[] = [];
  for (const portion of inPortions(certificates)) kept.push(...(await tx("certificates").insert(portion).onConflict().ignore().returning("*")));
  return kept;
}

export async function updateCertificates(tx: Db, ids: readonly number[], changes: Partial<Pick<Certificate, "revoked_at" | "revoked_reason" | "revoked_by">>): Promise<void> {
  for (const portion of inPortions(ids, 500)) await tx("certificates").whereIn("id", portion).update(changes);
}

export async function updateCertificate(tx: Db, id: number, changes: Partial<Pick<Certificate, "shows" | "revoked_at" | "revoked_reason" | "revoked_by">>): Promise<void> {
  await tx("certificates").where({ id }).update(changes);
}

export async function countMisses(db: Db, address: string, hour: string): Promise<number> {
  return (await db("certificate_misses").where({ address, hour }).first())?.misses ?? 0;
}

/** Counts one more, and forgets the hours before this one. */
export async function insertMiss(db: Db, address: string, hour: string): Promise<void> {
  await db("certificate_misses").where("hour", "<", hour).delete();
  await db("certificate_misses").insert({ address, hour, misses: 1 }).onConflict(["address", "hour"]).merge({ misses: db.raw("certificate_misses.misses + 1") as unknown as number });
}
