import { DAY, later } from "../lib/clock.ts";
import { deleteRepliesAbout } from "../storage/api-replies.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { listCertificatesOf } from "../storage/certificates.ts";
import { findErasure, findOpenRequest, findPersonLocked, insertErasure, insertRequestOnce, updateOpenRequest, updateReasonsOf } from "../storage/erasures.ts";
import { countActiveAdmins, listAdminsLocked, listRolesOf, updatePerson } from "../storage/people.ts";
import type { Db, Person } from "../storage/tables.ts";
import { deleteTraces } from "../storage/traces.ts";
import { anonymiseAttempts, emptied } from "./anonymising.ts";
import { Forbidden, NotFound, Refused } from "./errors.ts";
import { mayRemove } from "./holding.ts";
import { refreshGroups } from "./refreshing-groups.ts";
import { takeOutDetails } from "./taking-out-details.ts";
import { forgetTries, signIn } from "./signing-in.ts";
import { summarisePerson } from "./summarising.ts";

type Actor = Pick<Person, "id">;

/** Within how long a request is to be answered: "one month" of article 12(3) of the GDPR, at its shortest. */
export const ANSWER_WITHIN = 28 * DAY;

export function answerBy(askedAt: string): Date {
  return later(new Date(askedAt), ANSWER_WITHIN);
}

const COMPLAINTS = {
  "wrong": "erasures.wrong-password",
  "too often": "erasures.too-often",
  "too many": "erasures.too-many",
};

/** Somebody asks to be forgotten, and shows with their password that it is they. Asking again changes nothing. */
export async function askForErasure(db: Db, person: Pick<Person, "id" | "email" | "public_id">, { password, ip }: { password: string; ip: string }, at: Date): Promise<void> {
  const outcome = await signIn(db, { email: person.email, password }, ip, at);
  if (typeof outcome === "string") throw new Refused(COMPLAINTS[outcome], "password");
  await db.transaction(async (tx) => {
    await mayBeErased(tx, await lockedPerson(tx, person.public_id));
    if (await findOpenRequest(tx, person.id)) return;
    await insertRequestOnce(tx, person.id, at.toISOString());
    await insertAuditEvent(tx, person.id, "person.erasure-asked", person.public_id, {}, at);
  });
}

export async function withdrawErasure(db: Db, person: Pick<Person, "id" | "public_id">, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const isOpen = await updateOpenRequest(tx, person.id, { closed_at: at.toISOString(), outcome: "withdrawn", closed_by: person.id, reason: "" });
    if (isOpen) await insertAuditEvent(tx, person.id, "person.erasure-withdrawn", person.public_id, {}, at);
  });
}

/** Says no, with a reason that the person reads: there can be a duty to keep proof of training. */
export async function declineErasure(db: Db, actor: Actor, publicId: string, reason: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const person = await lockedPerson(tx, publicId);
    if (person.id === actor.id) throw new Refused("erasures.own-request", "reason");
    const isOpen = await updateOpenRequest(tx, person.id, { closed_at: at.toISOString(), outcome: "declined", closed_by: actor.id, reason });
    if (!isOpen) throw new Refused("erasures.not-open", "reason");
    await insertAuditEvent(tx, actor.id, "person.erasure-declined", publicId, {}, at);
  });
}

/**
 * Removes everything that says who somebody is, for ever. Their attempts stay, and are nobody's. It takes a request, or somebody who has left and was deactivated.
 * `already`: somebody else, or the first of two clicks, has done it.
 */
export async function erasePerson(db: Db, actor: Actor, publicId: string, at: Date): Promise<"erased" | "already"> {
  return db.transaction(async (tx) => {
    await mayRemove(tx);
    const admins = await listAdminsLocked(tx);
    if (!admins.some(({ id, deactivated_at }) => id === actor.id && deactivated_at === null)) throw new Forbidden("erasures.admins-only");
    const person = await lockedPerson(tx, publicId);
    if (await findErasure(tx, person.id)) return "already";
    if (person.id === actor.id) throw new Refused("erasures.not-yourself");
    await mayBeErased(tx, person);
    if (person.deactivated_at === null && !(await findOpenRequest(tx, person.id))) throw new Refused("erasures.not-wanted");
    await forget(tx, actor, person, at);
    return "erased";
  });
}

/** Somebody who left so long ago that their account is not kept. */
export async function eraseLeaver(tx: Db, publicId: string, at: Date): Promise<void> {
  await forget(tx, { id: null }, await lockedPerson(tx, publicId), at);
}

async function forget(tx: Db, actor: { id: number | null }, person: Person, at: Date): Promise<void> {
  const time = at.toISOString();
  const attempts = await anonymiseAttempts(tx, person);
  const about = [person.public_id, ...(await listCertificatesOf(tx, person)).map(({ number }) => number)];
  await deleteTraces(tx, person.id);
  await deleteRepliesAbout(tx, person.public_id);
  await forgetTries(tx, person.email);
  await updatePerson(tx, person.id, emptied(time));
  await refreshGroups(tx, person.line_manager_id === null ? [] : [person.line_manager_id], at);
  await summarisePerson(tx, person.id, at);
  await updateOpenRequest(tx, person.id, { closed_at: time, outcome: "done", closed_by: actor.id, reason: "" });
  await updateReasonsOf(tx, person.id);
  await takeOutDetails(tx, actor, person, about, at);
  await insertErasure(tx, { person_id: person.id, at: time });
  await insertAuditEvent(tx, actor.id, "person.erased", person.public_id, { attempts }, at);
}

async function lockedPerson(tx: Db, publicId: string): Promise<Person> {
  const person = await findPersonLocked(tx, publicId);
  if (!person) throw new NotFound();
  return person;
}

async function mayBeErased(tx: Db, person: Person): Promise<void> {
  const isActiveAdmin = person.deactivated_at === null && (await listRolesOf(tx, person.id)).includes("admin");
  if (isActiveAdmin && (await countActiveAdmins(tx)) <= 1) throw new Refused("erasures.last-admin");
}
