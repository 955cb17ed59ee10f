import { plainEmail } from "../../lib/emails.ts";
import { insertAuditEvent } from "../../storage/audit-events.ts";
import { countBreakGlassAdmins, deletePasswordException, hasPasswordException, insertPasswordException } from "../../storage/password-exceptions.ts";
import { findPersonByEmail, findPersonByPublicId, listRolesOf } from "../../storage/people.ts";
import { findProviderOfDomain, listSignInProviders, listDomainsOf } from "../../storage/sign-in-providers.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db, Person } from "../../storage/tables.ts";
import { NotFound, Refused } from "../errors.ts";
import { domainOf } from "./arriving.ts";

type Actor = { id: number };

/** The provider that has the domain of this address, if one is on. */
export function providerFor(db: Db, email: string): Promise<(SignInProvider & { is_only: 0 | 1 }) | undefined> {
  return findProviderOfDomain(db, domainOf(plainEmail(email)));
}

/**
 * Whether what somebody knows or has (a password, a passkey, a link by mail) opens the door for them here, or only their provider does. Whoever is excepted may always; and so may administrators for as long as no active one
 * is excepted: nobody can lock everybody out.
 */
export async function mayUsePassword(db: Db, person: Pick<Person, "id" | "email">): Promise<boolean> {
  const provider = await providerFor(db, person.email);
  if (!provider?.is_only || (await hasPasswordException(db, person.id))) return true;
  return (await listRolesOf(db, person.id)).includes("admin") && (await countBreakGlassAdmins(db)) === 0;
}

/** @throws Refused for an address that nobody active has */
export async function exceptFromProviders(db: Db, actor: Actor, email: string, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const person = await findPersonByEmail(tx, email);
    if (!person || person.deactivated_at !== null) throw new Refused("sso.exception-unknown", "email");
    await insertPasswordException(tx, person.id, at.toISOString());
    await insertAuditEvent(tx, actor.id, "single-sign-on.exception-added", person.public_id, {}, at);
    return person;
  });
}

/** @throws Refused for the last administrator who could still come in where a domain is closed to passwords */
export async function endException(db: Db, actor: Actor, publicId: string, at: Date): Promise<Person> {
  return db.transaction(async (tx) => {
    const person = await findPersonByPublicId(tx, publicId);
    if (!person) throw new NotFound();
    await deletePasswordException(tx, person.id);
    if ((await isSomeDomainClosed(tx)) && (await countBreakGlassAdmins(tx)) === 0) throw new Refused("sso.break-glass-last", "email");
    await insertAuditEvent(tx, actor.id, "single-sign-on.exception-removed", person.public_id, {}, at);
    return person;
  });
}

async function isSomeDomainClosed(tx: Db): Promise<boolean> {
  for (const { id, is_on } of await listSignInProviders(tx)) if (is_on && (await listDomainsOf(tx, id)).some(({ is_only }) => is_only)) return true;
  return false;
}
