import { newOneTimeSecret, oneTimeAddress, stepOf } from "../lib/one-time.ts";
import { seal, unseal } from "../lib/sealing.ts";
import type { OneTimeSecret } from "../storage/account-tables.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteOneTimeSecret, findOneTimeSecret, insertOneTimeSecret, updateConfirmed, updateLastStep } from "../storage/one-time-secrets.ts";
import { countRecoveryCodes } from "../storage/recovery-codes.ts";
import type { Db, Person } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { renewRecoveryCodes } from "./recovery-codes.ts";
import { findSecondFactors, followFactors, hasAny } from "./second-factors.ts";

type Owner = Pick<Person, "id" | "email" | "public_id">;
/** What an app reads: as text, and as the address for a QR code. */
export interface Enrolment { secret: string; address: string }

/** What the app of this person is to read: the same until it is confirmed, so that a page that is opened again shows what was scanned. Undefined where one is confirmed. */
export async function offerOneTimeCodes(db: Db, owner: Owner, issuer: string, secret: string, at: Date): Promise<Enrolment | undefined> {
  let row = await findOneTimeSecret(db, owner.id);
  if (row?.confirmed_at) return undefined;
  if (!row || openedOf(row, secret) === undefined) {
    await insertOneTimeSecret(db, { person_id: owner.id, sealed_secret: seal(newOneTimeSecret(), secret, purposeOf(owner.id)), created_at: at.toISOString() });
    row = (await findOneTimeSecret(db, owner.id))!;
  }
  const opened = openedOf(row, secret)!;
  return { secret: opened, address: oneTimeAddress(opened, issuer, owner.email) };
}

/** The app shows what we expect: from now on it is asked for. Recovery codes come back where there were none yet. `session` goes on; others end with a first second factor. @throws Refused */
export async function confirmOneTimeCodes(db: Db, owner: Owner, code: string, { secret, session }: { secret: string; session: string }, at: Date): Promise<string[] | undefined> {
  return db.transaction(async (tx) => {
    const isFirst = !hasAny(await findSecondFactors(tx, owner));
    const row = await findOneTimeSecret(tx, owner.id);
    if (row?.confirmed_at) throw new Refused("accounts.codes-there", "code");
    if (!row || !(await isFreshCode(tx, row, code, secret, at))) throw new Refused("accounts.code-wrong", "code");
    await updateConfirmed(tx, owner.id, at.toISOString());
    await followFactors(tx, owner.id, isFirst, session);
    await insertAuditEvent(tx, owner.id, "person.codes-added", owner.public_id, {}, at);
    return (await countRecoveryCodes(tx, owner.id)) === 0 ? renewRecoveryCodes(tx, owner.id, secret, at) : undefined;
  });
}

/** Whether the app of this person shows this code now, or did or will half a minute away. Each is taken once. */
export async function isOneTimeCode(db: Db, personId: number, code: string, secret: string, at: Date): Promise<boolean> {
  const row = await findOneTimeSecret(db, personId);
  return row?.confirmed_at ? isFreshCode(db, row, code, secret, at) : false;
}

export async function removeOneTimeCodes(db: Db, owner: Owner, session: string, mayGo: (tx: Db) => Promise<void>, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await mayGo(tx);
    if (!(await deleteOneTimeSecret(tx, owner.id))) return;
    await followFactors(tx, owner.id, false, session);
    await insertAuditEvent(tx, owner.id, "person.codes-removed", owner.public_id, {}, at);
  });
}

async function isFreshCode(db: Db, row: OneTimeSecret, code: string, secret: string, at: Date): Promise<boolean> {
  const opened = openedOf(row, secret);
  const step = opened === undefined ? undefined : stepOf(opened, code.replace(/\s/g, ""), at);
  return step !== undefined && updateLastStep(db, row.person_id, step);
}

function openedOf({ sealed_secret, person_id }: OneTimeSecret, secret: string): string | undefined {
  return unseal(sealed_secret, secret, purposeOf(person_id));
}

function purposeOf(personId: number): string {
  return `one-time codes of ${personId}`;
}
