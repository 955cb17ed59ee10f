import { countRows } from "./counting-rows.ts";
import type { Db } from "./tables.ts";

/** How many are left. */
export function countRecoveryCodes(db: Db, personId: number): Promise<number> {
  return countRows(db("recovery_codes").where({ person_id: personId }).whereNull("used_at"));
}

/** In place of all that there were. */
export async function insertRecoveryCodes(tx: Db, personId: number, digests: readonly string[], at: string): Promise<void> {
  await deleteRecoveryCodes(tx, personId);
  await tx("recovery_codes").insert(digests.map((digest) => ({ person_id: personId, digest, created_at: at, used_at: null })));
}

/** Uses one up; false where there is none like it, or it was used. */
export async function updateRecoveryCodeUsed(db: Db, personId: number, digest: string, at: string): Promise<boolean> {
  return (await db("recovery_codes").where({ person_id: personId, digest }).whereNull("used_at").update({ used_at: at })) === 1;
}

export async function deleteRecoveryCodes(tx: Db, personId: number): Promise<void> {
  await tx("recovery_codes").where({ person_id: personId }).delete();
}
