import { DAY, HOUR, later } from "../lib/clock.ts";
import { digest, newPublicId, newToken } from "../lib/ids.ts";
import type { LinkKind } from "../storage/account-tables.ts";
import { deleteLinksBefore, findLinkOwner, insertAccountLink, updateLinkUsed } from "../storage/account-links.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countMailSince, insertLinkMails } from "../storage/outbox.ts";
import { findPersonByEmail, lockPerson } from "../storage/people.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound } from "./errors.ts";
import { hashNewPassword } from "./new-passwords.ts";
import { replacePassword } from "./replacing-passwords.ts";
import { mayUsePassword } from "./single-sign-on/passwords-allowed.ts";

/** So long a link opens something, from when its mail goes. */
export const LINK_LIFE: Readonly<Record<LinkKind, number>> = { invitation: 7 * DAY, reset: HOUR };
/** So many mails somebody gets within an hour, whoever asks for them and from wherever; one of them is enough. */
const MOST_RESETS_AN_HOUR = 3;

/**
 * Sends somebody a link to choose a new password, if there is such a person, they may come in and have not got three within the hour. Whoever asks is told the same in every case, and before this is done.
 */
export async function requestReset(db: Db, email: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const person = await findPersonByEmail(tx, email);
    if (!person || person.deactivated_at !== null || !(await mayUsePassword(tx, person))) return;
    await lockPerson(tx, person.id);
    if ((await countMailSince(tx, person.id, "reset", later(at, -HOUR).toISOString())) >= MOST_RESETS_AN_HOUR) return;
    await insertLinkMails(tx, "reset", [person.id], newPublicId(), at);
    await insertAuditEvent(tx, null, "person.reset-asked", person.public_id, {}, at);
  });
}

/** The secret of a new link, made when its mail goes, so that it stands nowhere before. */
export async function newAccountLink(db: Db, personId: number, kind: LinkKind, at: Date): Promise<string> {
  const token = newToken();
  await deleteLinksBefore(db, later(at, -30 * DAY).toISOString());
  await insertAccountLink(db, { token_hash: digest(token), person_id: personId, kind, created_at: at.toISOString(), expires_at: later(at, LINK_LIFE[kind]).toISOString(), used_at: null });
  return token;
}

/** A link for a new password that goes to nobody by mail: whoever runs the server hands it over. */
export async function linkByHand(db: Db, { id, public_id }: Pick<Person, "id" | "public_id">, at: Date): Promise<string> {
  await insertAuditEvent(db, null, "person.link-made", public_id, {}, at);
  return newAccountLink(db, id, "reset", at);
}

/** Whose link it is. @throws NotFound for one that was used, is too old or never was */
export async function checkAccountLink(db: Db, kind: LinkKind, token: string, at: Date): Promise<Person> {
  const person = await findLinkOwner(db, digest(token), kind, at.toISOString());
  if (!person) throw new NotFound(`accounts.${kind}-over`);
  return person;
}

/** Gives whoever holds the link the password that they chose. It works once, and no other link of theirs works after it; every session ends. @throws NotFound, Refused */
export async function useAccountLink(db: Db, kind: LinkKind, token: string, password: string, at: Date): Promise<Person> {
  const password_hash = await hashNewPassword(db, password, await checkAccountLink(db, kind, token, at));
  return db.transaction(async (tx) => {
    const person = await checkAccountLink(tx, kind, token, at);
    if (!(await updateLinkUsed(tx, digest(token), at.toISOString()))) throw new NotFound(`accounts.${kind}-over`);
    await replacePassword(tx, person, password_hash, at);
    await insertAuditEvent(tx, person.id, kind === "reset" ? "person.password-reset" : "person.invitation-accepted", person.public_id, {}, at);
    return { ...person, password_hash, password_seal: null };
  });
}
