import type { Db, SetupLink } from "./tables.ts";

/** A link that is neither used nor too old. */
export function findOpenSetupLink(db: Db, tokenHash: string, at: string): Promise<SetupLink | undefined> {
  return db("setup_links").where({ token_hash: tokenHash }).whereNull("used_at").where("expires_at", ">", at).first();
}

export async function insertSetupLink(db: Db, link: SetupLink): Promise<void> {
  await db("setup_links").insert(link);
}

/** Uses every open link up, each holder of one waiting for the other, and says whether there were any. */
export async function updateOpenSetupLinks(db: Db, at: string): Promise<boolean> {
  const open = await db("setup_links").whereNull("used_at").orderBy("token_hash").forUpdate();
  const used = await db("setup_links").whereIn("token_hash", open.map((link) => link.token_hash)).whereNull("used_at").update({ used_at: at });
  return used > 0;
}

export async function deleteSetupLinksBefore(db: Db, at: string): Promise<void> {
  await db("setup_links").where("expires_at", "<=", at).delete();
}
