import { updateLinksUsed } from "../storage/account-links.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findPerson, updatePerson } from "../storage/people.ts";
import { deleteSessionsOf } from "../storage/sessions.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { hashNewPassword } from "./new-passwords.ts";
import { isPassword } from "./passwords.ts";
import { forgetTries } from "./signing-in.ts";
import { countedTry, pairOf } from "./tries.ts";

/** Whoever was signed in with the old password is out, links that waited open nothing any more, and failures are forgotten. */
export async function replacePassword(tx: Db, person: Pick<Person, "id" | "email">, password_hash: string, at: Date): Promise<void> {
  await updatePerson(tx, person.id, { password_hash, password_seal: null });
  await deleteSessionsOf(tx, person.id);
  await updateLinksUsed(tx, person.id, at.toISOString());
  await forgetTries(tx, person.email);
}

/** Somebody changes their own password. `current` is asked of whoever has one, and counted like a sign-in. @throws Refused */
export async function changeOwnPassword(db: Db, { id, email }: Pick<Person, "id" | "email">, { current, password }: { current: string; password: string }, ip: string, at: Date): Promise<Person> {
  const person = (await findPerson(db, id))!;
  if (person.password_hash !== null) {
    const outcome = await countedTry(db, pairOf(email, ip), async () => ((await isPassword(current, person.password_hash)) ? person : "wrong" as const), at);
    if (typeof outcome === "string") throw new Refused(outcome === "wrong" ? "accounts.current-wrong" : COMPLAINTS[outcome], "current");
  }
  const password_hash = await hashNewPassword(db, password, person);
  await db.transaction(async (tx) => {
    await replacePassword(tx, person, password_hash, at);
    await insertAuditEvent(tx, id, "person.password-changed", person.public_id, {}, at);
  });
  return { ...person, password_hash, password_seal: null };
}

export const COMPLAINTS = { "too often": "accounts.too-often", "too many": "session.too-many" } as const;
