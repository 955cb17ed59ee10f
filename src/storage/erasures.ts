import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { paginate, type Page } from "./page.ts";
import type { Erasure, ErasureRequest } from "./erasure-tables.ts";
import type { Attempt, Db, New, Person } from "./tables.ts";

/** The rows of `people` that are nobody. */
export function nobodies(db: Db): Knex.QueryBuilder {
  return db("erasures").select("person_id");
}

/** A person who was erased still has their row, emptied. */
export function findErasure(db: Db, personId: number): Promise<Erasure | undefined> {
  return db("erasures").where({ person_id: personId }).first();
}

/** Holds the row until the transaction ends. Emptied rows are found too, those that hold up attempts are not. */
export function findPersonLocked(tx: Db, publicId: string): Promise<Person | undefined> {
  return tx("people").where({ public_id: publicId }).whereNotIn("id", tx("erasures").select("person_id").whereNull("at")).forUpdate().first();
}

/** The newest request of this person, whatever became of it. */
export function findNewestRequest(db: Db, personId: number): Promise<ErasureRequest | undefined> {
  return db("erasure_requests").where({ person_id: personId }).orderBy("id", "desc").first();
}

export function findOpenRequest(db: Db, personId: number): Promise<ErasureRequest | undefined> {
  return db("erasure_requests").where({ person_id: personId }).whereNull("closed_at").first();
}

export interface NamedRequest extends ErasureRequest, Pick<Person, "name" | "email"> { public_id: string }

/** Those that wait, the oldest first. */
export function listOpenRequests(db: Db, number: number): Promise<Page<NamedRequest>> {
  const query: Knex.QueryBuilder = db("erasure_requests").join("people", "people.id", "erasure_requests.person_id").whereNull("closed_at").orderBy("erasure_requests.id")
    .select("erasure_requests.*", "people.name", "people.email", "people.public_id");
  return paginate<NamedRequest>(query, number);
}

/** Nothing happens where this person has an open request: one is the rule. */
export async function insertRequestOnce(db: Db, personId: number, at: string): Promise<void> {
  await db("erasure_requests").insert({ person_id: personId, asked_at: at, closed_at: null, outcome: null, closed_by: null, reason: "" }).onConflict().ignore();
}

/** Says whether there was an open one. */
export async function updateOpenRequest(db: Db, personId: number, changes: Omit<New<ErasureRequest>, "person_id" | "asked_at">): Promise<boolean> {
  return (await db("erasure_requests").where({ person_id: personId }).whereNull("closed_at").update(changes)) > 0;
}

/** Why earlier requests were declined may tell of the person. */
export async function updateReasonsOf(db: Db, personId: number): Promise<void> {
  await db("erasure_requests").where({ person_id: personId }).update({ reason: "" });
}

export async function insertErasure(db: Db, erasure: Erasure): Promise<void> {
  await db("erasures").insert(erasure);
}

/** Who of these was erased. */
export async function listErasedIds(db: Db, personIds: readonly number[]): Promise<Set<number>> {
  const erased = new Set<number>();
  for (const portion of inPortions(personIds, 500)) for (const { person_id } of await db("erasures").whereIn("person_id", portion).select("person_id")) erased.add(person_id);
  return erased;
}

/** People who are nobody and have no attempt of this number at this quiz: they can hold up one. */
export async function listFreeNobodies(tx: Db, { quiz_id, number }: Pick<Attempt, "quiz_id" | "number">, limit: number): Promise<number[]> {
  const taken: Knex.QueryBuilder = tx("attempts").where({ quiz_id, number }).whereRaw("attempts.person_id = erasures.person_id");
  const rows: Knex.QueryBuilder = tx("erasures").whereNull("at").whereNotExists(taken).orderBy("person_id").limit(limit).select("person_id");
  return ((await rows) as Pick<Erasure, "person_id">[]).map(({ person_id }) => person_id);
}
