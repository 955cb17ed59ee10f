import { countRows } from "./counting-rows.ts";
import type { Identity } from "./sign-in-tables.ts";
import type { Db, New } from "./tables.ts";

type Named = Pick<Identity, "provider_id" | "issuer" | "subject">;
/** An identity with the name of its provider. */
export interface ProvidedIdentity extends Identity { provider_name: string }

export function findIdentity(db: Db, { provider_id, issuer, subject }: Named): Promise<Identity | undefined> {
  return db("identities").where({ provider_id, issuer, subject }).first();
}

export async function listIdentitiesOf(db: Db, personId: number): Promise<ProvidedIdentity[]> {
  const rows: unknown = await db("identities").join("sign_in_providers", "sign_in_providers.id", "identities.provider_id").where({ person_id: personId })
    .select("identities.*", "sign_in_providers.name as provider_name").orderBy("identities.id");
  return rows as ProvidedIdentity[];
}

export function countIdentities(db: Db, providerId: number): Promise<number> {
  return countRows(db("identities").where({ provider_id: providerId }));
}

export async function insertIdentity(tx: Db, identity: New<Identity>): Promise<void> {
  await tx("identities").insert(identity);
}

export async function touchIdentity(tx: Db, id: number, at: string): Promise<void> {
  await tx("identities").where({ id }).update({ last_at: at });
}

/** Says whether there was one. */
export async function deleteIdentityOf(tx: Db, personId: number, publicId: string): Promise<boolean> {
  return (await tx("identities").where({ person_id: personId, public_id: publicId }).delete()) > 0;
}
