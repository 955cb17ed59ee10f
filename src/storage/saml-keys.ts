import type { SamlKey } from "./sign-in-tables.ts";
import type { Db, New } from "./tables.ts";

/** The newest first. */
export function listSamlKeys(db: Db): Promise<SamlKey[]> {
  return db("saml_keys").orderBy("id", "desc");
}

/** Nothing where one in this state is there already. */
export async function insertSamlKeyOnce(db: Db, key: New<SamlKey>): Promise<void> {
  await db("saml_keys").insert(key).onConflict(db.raw("(state) WHERE state <> 'old'") as unknown as string).ignore();
}

export async function updateSamlKeyState(tx: Db, id: number, state: SamlKey["state"]): Promise<void> {
  await tx("saml_keys").where({ id }).update({ state });
}

/** Only one that is not signed with. Says whether there was one. */
export async function deleteSamlKey(tx: Db, publicId: string): Promise<boolean> {
  return (await tx("saml_keys").where({ public_id: publicId }).whereNot({ state: "current" }).delete()) > 0;
}
