import type { OneTimeSecret } from "./account-tables.ts";
import type { Db } from "./tables.ts";

export function findOneTimeSecret(db: Db, personId: number): Promise<OneTimeSecret | undefined> {
  return db("one_time_secrets").where({ person_id: personId }).first();
}

/** A secret that waits to be confirmed takes the place of another that waits; a confirmed one stays. */
export async function insertOneTimeSecret(db: Db, secret: Pick<OneTimeSecret, "person_id" | "sealed_secret" | "created_at">): Promise<void> {
  await db("one_time_secrets").where({ person_id: secret.person_id }).whereNull("confirmed_at").delete();
  await db("one_time_secrets").insert({ ...secret, last_step: 0, confirmed_at: null }).onConflict("person_id").ignore();
}

export async function updateConfirmed(tx: Db, personId: number, at: string): Promise<void> {
  await tx("one_time_secrets").where({ person_id: personId }).update({ confirmed_at: at });
}

/** Takes a step that is newer than every one taken before; false for any other, also where two come at once. */
export async function updateLastStep(db: Db, personId: number, step: number): Promise<boolean> {
  return (await db("one_time_secrets").where({ person_id: personId }).where("last_step", "<", step).update({ last_step: step })) === 1;
}

/** Says whether there was one. */
export async function deleteOneTimeSecret(tx: Db, personId: number): Promise<boolean> {
  return (await tx("one_time_secrets").where({ person_id: personId }).delete()) > 0;
}
