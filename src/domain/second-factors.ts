import type { Factor } from "../storage/account-tables.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteOneTimeSecret, findOneTimeSecret } from "../storage/one-time-secrets.ts";
import { countPasskeysOf, deletePasskeysOf } from "../storage/passkeys.ts";
import { countRecoveryCodes, deleteRecoveryCodes } from "../storage/recovery-codes.ts";
import { findPersonByPublicId } from "../storage/people.ts";
import { deleteOtherSessions, deleteSessionsOf } from "../storage/sessions.ts";
import type { Db, Person, Role } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import type { SignInSettings } from "./sign-in-section.ts";

/** What somebody has beside a password: an authenticator app, passkeys, and recovery codes that were not used yet. */
export interface SecondFactors { codes: boolean; passkeys: number; recoveryCodes: number }
type Needing = Pick<SignInSettings, "secondFactorRoles">;

export async function findSecondFactors(db: Db, { id }: Pick<Person, "id">): Promise<SecondFactors> {
  const [secret, passkeys, recoveryCodes] = await Promise.all([findOneTimeSecret(db, id), countPasskeysOf(db, id), countRecoveryCodes(db, id)]);
  return { codes: Boolean(secret?.confirmed_at), passkeys, recoveryCodes };
}

export function hasAny({ codes, passkeys }: SecondFactors): boolean {
  return codes || passkeys > 0;
}

/** Two factors, or another system that vouches for both. */
export function isStrong(factor: Factor | undefined): boolean {
  return factor !== undefined && factor !== "password" && factor !== "link";
}

/** Whether the installation asks this person for a second factor. */
export function needsSecondFactor(roles: readonly Role[], { secondFactorRoles }: Needing): boolean {
  return secondFactorRoles.some((role) => roles.includes(role));
}

/** Throws where the only second factor of somebody who needs one would go. */
export async function mayLoseFactor(tx: Db, { id, roles }: { id: number; roles: readonly Role[] }, settings: Needing): Promise<void> {
  const { codes, passkeys } = await findSecondFactors(tx, { id });
  if (Number(codes) + passkeys <= 1 && needsSecondFactor(roles, settings)) throw new Refused("accounts.last-factor");
}

/** With the first second factor, sessions that were opened without one end; with the last one, recovery codes have nothing to stand in for. `keep`: the session in which it happens. */
export async function followFactors(tx: Db, personId: number, isFirst: boolean, keep: string): Promise<void> {
  if (isFirst) await deleteOtherSessions(tx, personId, keep);
  if (!hasAny(await findSecondFactors(tx, { id: personId }))) await deleteRecoveryCodes(tx, personId);
}

/** An admin, or nobody but whoever runs the server, helps somebody who lost their telephone: they sign in with the password alone, and everywhere anew. */
export async function removeSecondFactors(db: Db, actor: { id: number | null }, publicId: string, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const person = await findPersonByPublicId(tx, publicId);
    if (!person) throw new NotFound();
    await deleteOneTimeSecret(tx, person.id);
    await deletePasskeysOf(tx, person.id);
    await deleteRecoveryCodes(tx, person.id);
    await deleteSessionsOf(tx, person.id);
    await insertAuditEvent(tx, actor.id, "person.second-factors-removed", publicId, {}, at);
    return person;
  });
}
