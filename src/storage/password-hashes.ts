import type { Db, Person } from "./tables.ts";

/** Where it still is the one that was read. */
export async function updatePasswordHash(db: Db, { id, password_hash }: Pick<Person, "id" | "password_hash">, changes: Pick<Person, "password_hash" | "password_seal">): Promise<boolean> {
  return (await db("people").where({ id, password_hash }).update(changes)) === 1;
}
