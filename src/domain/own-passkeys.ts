import { insertAuditEvent } from "../storage/audit-events.ts";
import { deletePasskey, findPasskeyOf, updatePasskeyName } from "../storage/passkeys.ts";
import { countRecoveryCodes } from "../storage/recovery-codes.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { checkNewPasskey, keepPasskey, type Site } from "./passkeys.ts";
import { renewRecoveryCodes } from "./recovery-codes.ts";
import { findSecondFactors, followFactors, hasAny } from "./second-factors.ts";

type Owner = Pick<Person, "id" | "public_id" | "email" | "name">;
/** `answer` is what the browser made of `newPasskeyOptions`, as JSON. */
export interface NewPasskey { answer: string; name: string }

/** Keeps a new passkey. Recovery codes come back where there were none yet. `session` goes on; others end with a first second factor. @throws Refused */
export async function addPasskey(db: Db, owner: Owner, { answer, name }: NewPasskey, { site, secret, session }: { site: Site; secret: string; session: string }, at: Date): Promise<string[] | undefined> {
  const passkey = await checkNewPasskey(db, owner, answer, site, secret, at);
  if (!passkey) throw new Refused("accounts.passkey-not-made", "answer");
  return db.transaction(async (tx) => {
    const isFirst = !hasAny(await findSecondFactors(tx, owner));
    await keepPasskey(tx, { ...passkey, name });
    await followFactors(tx, owner.id, isFirst, session);
    await insertAuditEvent(tx, owner.id, "person.passkey-added", owner.public_id, {}, at);
    return (await countRecoveryCodes(tx, owner.id)) === 0 ? renewRecoveryCodes(tx, owner.id, secret, at) : undefined;
  });
}

export async function renamePasskey(db: Db, owner: Pick<Person, "id">, publicId: string, name: string): Promise<void> {
  const passkey = await findPasskeyOf(db, owner.id, publicId);
  if (!passkey) throw new NotFound();
  await updatePasskeyName(db, passkey.id, name);
}

/** @throws Refused by `mayGo` where it must stay */
export async function removePasskey(db: Db, owner: Owner, publicId: string, session: string, mayGo: (tx: Db) => Promise<void>, at: Date): Promise<string> {
  return db.transaction(async (tx) => {
    const passkey = await findPasskeyOf(tx, owner.id, publicId);
    if (!passkey) throw new NotFound();
    await mayGo(tx);
    await deletePasskey(tx, passkey.id);
    await followFactors(tx, owner.id, false, session);
    await insertAuditEvent(tx, owner.id, "person.passkey-removed", owner.public_id, {}, at);
    return passkey.name;
  });
}
