import { newPublicId } from "../../lib/ids.ts";
import { insertAuditEvent } from "../../storage/audit-events.ts";
import { isDuplicate } from "../../storage/database.ts";
import { findIdentity, insertIdentity, touchIdentity } from "../../storage/identities.ts";
import { findPerson, findPersonByEmail, insertPerson, listRolesOf, updateRoles } from "../../storage/people.ts";
import { listDomainsOf, updateSignInProvider } from "../../storage/sign-in-providers.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Db, Person, Role } from "../../storage/tables.ts";
import { refreshGroups } from "../refreshing-groups.ts";
import { personIn, type ToldPerson } from "./claims.ts";
import { commonSettingsOf, type CommonSettings } from "./provider-settings.ts";
import { bringUpToDate, teamCalled } from "./refreshing-person.ts";
import { SignInRefused } from "./refusals.ts";
import type { Said } from "./said.ts";

/** How somebody came in: known by their subject, found by their address, or new. */
export type Arrival = { person: Person; how: "known" | "linked" | "added" };
/** What a trial finds: the arrival that would be, and what the person would have then. */
export interface Outlook { how: Arrival["how"]; person: Person; roles: Role[]; told: ToldPerson }

/**
 * Who comes in by what a provider said. Whom it meant before is known by issuer and subject alone. Somebody new to it is found by their address only where the administrator lets this provider do so, the address is one of
 * its domains, and it is vouched for; else they are added, by the same conditions and the rules of the people form.
 * @throws SignInRefused
 */
export async function comeIn(db: Db, provider: SignInProvider, said: Said, at: Date): Promise<Arrival> {
  const once = () => db.transaction((tx) => arrive(tx, provider, said, at));
  return once().catch((error: unknown) => { if (isDuplicate(error)) return once(); throw error; });
}

/** The same without anything being done. @throws SignInRefused */
export async function arrivalOutlook(db: Db, provider: SignInProvider, said: Said, at: Date): Promise<Outlook> {
  let outlook: Outlook | undefined;
  await db.transaction(async (tx) => {
    const { person, how } = await arrive(tx, provider, said, at);
    outlook = { how, person, roles: await listRolesOf(tx, person.id), told: personIn(said, commonSettingsOf(provider)) };
    throw new Rehearsed();
  }).catch((error: unknown) => { if (!(error instanceof Rehearsed)) throw error; });
  return outlook!;
}

class Rehearsed extends Error {}

async function arrive(tx: Db, provider: SignInProvider, said: Said, at: Date): Promise<Arrival> {
  const settings = commonSettingsOf(provider);
  const told = personIn(said, settings);
  const domains = (await listDomainsOf(tx, provider.id)).map(({ domain }) => domain);
  const identity = await findIdentity(tx, { provider_id: provider.id, issuer: said.issuer, subject: said.subject });
  const arrival: Arrival = identity ? { person: (await findPerson(tx, identity.person_id))!, how: "known" } : await newcomer(tx, provider, settings, told, domains, at);
  if (arrival.person.deactivated_at !== null) throw new SignInRefused("inactive");
  if (identity) await touchIdentity(tx, identity.id, at.toISOString());
  else await link(tx, provider, said, arrival, at);
  if (settings.refreshes && arrival.how !== "added") arrival.person = await bringUpToDate(tx, provider, arrival.person, told, domains, at);
  await updateSignInProvider(tx, provider.id, { last_in_at: at.toISOString() });
  return arrival;
}

/** An address that others could have chosen for themselves finds and makes nobody. */
async function newcomer(tx: Db, provider: SignInProvider, settings: CommonSettings, told: ToldPerson, domains: readonly string[], at: Date): Promise<Arrival> {
  const { email } = told;
  if (email === undefined) throw new SignInRefused("no-email");
  if (!domains.includes(domainOf(email))) throw new SignInRefused("other-domain", domainOf(email));
  if (!told.isEmailTrusted) throw new SignInRefused("unverified");
  const there = await findPersonByEmail(tx, email);
  if (there && !settings.links) throw new SignInRefused("email-taken");
  if (there) return { person: there, how: "linked" };
  if (!settings.creates) throw new SignInRefused("unknown");
  return { person: await addTold(tx, provider, { ...told, email }, at), how: "added" };
}

async function addTold(tx: Db, provider: SignInProvider, { email, name = email, language, department, team, roles }: ToldPerson & { email: string }, at: Date): Promise<Person> {
  const team_id = team === undefined ? null : ((await teamCalled(tx, team))?.id ?? null);
  const person = await insertPerson(tx, { public_id: newPublicId(), name, email, password_hash: null, team_id, created_at: at.toISOString(), deactivated_at: null, language: language ?? null, ...(department !== undefined && { department }) });
  await updateRoles(tx, person.id, roles);
  await refreshGroups(tx, [person.id], at);
  await insertAuditEvent(tx, null, "single-sign-on.person-added", person.public_id, { provider: provider.name, roles, team_id }, at);
  return person;
}

async function link(tx: Db, provider: SignInProvider, { issuer, subject }: Said, { person, how }: Arrival, at: Date): Promise<void> {
  await insertIdentity(tx, { public_id: newPublicId(), provider_id: provider.id, issuer, subject, person_id: person.id, created_at: at.toISOString(), last_at: at.toISOString() });
  if (how === "linked") await insertAuditEvent(tx, null, "single-sign-on.person-linked", person.public_id, { provider: provider.name }, at);
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}
