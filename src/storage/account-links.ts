import type { AccountLink, LinkKind } from "./account-tables.ts";
import type { Db, Person } from "./tables.ts";

/** Whose link this is, if it is neither used nor too old and its person may come in. */
export async function findLinkOwner(db: Db, tokenHash: string, kind: LinkKind, at: string): Promise<Person | undefined> {
  const open = db("account_links").where({ token_hash: tokenHash, kind }).whereNull("used_at").where("expires_at", ">", at).select("person_id");
  return db("people").whereIn("id", open).whereNull("deactivated_at").first();
}

export async function insertAccountLink(db: Db, link: AccountLink): Promise<void> {
  await db("account_links").insert(link);
}

/** Uses this link up; false where somebody was faster. */
export async function updateLinkUsed(tx: Db, tokenHash: string, at: string): Promise<boolean> {
  return (await tx("account_links").where({ token_hash: tokenHash }).whereNull("used_at").update({ used_at: at })) === 1;
}

/** No link of this person opens anything any more. */
export async function updateLinksUsed(tx: Db, personId: number, at: string): Promise<void> {
  await tx("account_links").where({ person_id: personId }).whereNull("used_at").update({ used_at: at });
}

export async function deleteLinksBefore(db: Db, at: string): Promise<void> {
  await db("account_links").where("expires_at", "<=", at).delete();
}
