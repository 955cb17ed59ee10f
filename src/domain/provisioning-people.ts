import { plainEmail } from "../lib/emails.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteMembershipsOf } from "../storage/directory-groups.ts";
import { findVisible, listKept, listKeptBy, updateGone, updateUnnamed, upsertKept } from "../storage/directory-people.ts";
import type { DirectoryPerson } from "../storage/directory-tables.ts";
import { listIdentitiesOf } from "../storage/identities.ts";
import { findPerson, findPersonByEmail, insertPerson, listAdminsLocked, listPeopleById, lockPerson } from "../storage/people.ts";
import type { Db, Person } from "../storage/tables.ts";
import { concernedBy } from "./employment.ts";
import { columnsOf, tidyFields, type SaidFields } from "./provisioned-fields.ts";
import { changeColumns, isTaken, letGo, noted, takeBack, taken, type Client } from "./provisioned-rows.ts";
import { refreshGroups } from "./refreshing-groups.ts";
import { providerFor } from "./single-sign-on/passwords-allowed.ts";
import { inviteTogether } from "./welcoming.ts";

/** Somebody as their directory says them. `resource` is all of it as JSON, as it is told back. */
export interface SaidPerson extends Pick<DirectoryPerson, "user_name" | "external_id" | "given_name" | "family_name" | "email_type" | "resource"> { isActive: boolean; fields: SaidFields }

/** Somebody and what the directory keeps of them; nothing where no directory does. */
export interface Provisioned { person: Person; kept: DirectoryPerson | undefined }

/**
 * Adds somebody, or takes back whom the directory deleted or deactivated before, by its name for them or its own id. Who is here already with this email, and whom no directory keeps, is from
 * now on kept by this one.
 * @throws ScimError uniqueness for somebody who is here
 */
export async function addProvisionedPerson(db: Db, client: Client, said: SaidPerson, at: Date): Promise<Provisioned> {
  return db.transaction(async (tx) => {
    await listAdminsLocked(tx);
    const before = await findComer(tx, client, said);
    return write(tx, client, before, said, at);
  });
}

/** Changes somebody whom the directory's programs see: `change` is told how they are, held until the change is made, and says how they are to be. Undefined for whoever is not there. */
export async function changeProvisionedPerson(db: Db, client: Client, publicId: string, change: (now: Provisioned) => Promise<SaidPerson> | SaidPerson, at: Date): Promise<Provisioned | undefined> {
  return db.transaction(async (tx) => {
    await listAdminsLocked(tx);
    const found = await findVisible(tx, client.directory, publicId);
    if (!found) return undefined;
    const now = await provisioned(tx, await lockPerson(tx, found.id));
    const said = await change(now);
    await keepsApart(tx, client, now.person, said);
    return write(tx, client, now, said, at);
  });
}

/** Deactivates somebody, and is not asked about them any more. Nothing of what they did is deleted. */
export async function removeProvisionedPerson(db: Db, client: Client, publicId: string, check: (now: Provisioned) => void, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    await listAdminsLocked(tx);
    const found = await findVisible(tx, client.directory, publicId);
    if (!found) return false;
    const { person, kept } = await provisioned(tx, await lockPerson(tx, found.id));
    check({ person, kept });
    await deleteMembershipsOf(tx, client.directory, person.id);
    if (person.deactivated_at === null) await letGo(tx, client, person, at);
    const time = at.toISOString();
    if (kept) await updateGone(tx, person.id, time);
    else await upsertKept(tx, { ...NOTHING_SAID, person_id: person.id, directory_id: client.directory.id, user_name: person.email, user_name_key: person.email, created_at: time, updated_at: time, gone_at: time });
    return true;
  });
}

const NOTHING_SAID = { external_id: null, given_name: null, family_name: null, email_type: "work", resource: "{}", said: "[]" } as const;

async function provisioned(db: Db, person: Person): Promise<Provisioned> {
  return { person, kept: (await listKept(db, [person.id])).get(person.id) };
}

/** Whom this is, where they were here before. */
async function findComer(tx: Db, { directory }: Client, said: SaidPerson): Promise<Provisioned | undefined> {
  const key = said.user_name.toLowerCase();
  const known = await listKeptBy(tx, directory, { user_name_key: key, external_id: said.external_id });
  const people = await listPeopleById(tx, known.map(({ person_id }) => person_id));
  const here = known.find(({ person_id, gone_at }) => gone_at === null && people.some(({ id, deactivated_at }) => id === person_id && deactivated_at === null));
  if (here) throw taken(here.user_name_key === key ? "user-name-taken" : "external-id-taken");
  const back = known.find(({ external_id }) => external_id !== null && external_id === said.external_id) ?? known[0];
  for (const { person_id } of known) if (person_id !== back!.person_id) await updateUnnamed(tx, person_id);
  return back ? { person: await lockPerson(tx, back.person_id), kept: back } : findLoose(tx, said);
}

/** Somebody with this email whom no directory keeps. */
async function findLoose(tx: Db, said: SaidPerson): Promise<Provisioned | undefined> {
  const same = await findPersonByEmail(tx, tidyFields(said.fields).email);
  if (!same) return undefined;
  const now = await provisioned(tx, await lockPerson(tx, same.id));
  if (now.kept) throw taken("email-taken");
  if (same.deactivated_at === null && same.email === plainEmail(said.user_name)) throw taken("user-name-taken");
  return now;
}

/** A name of somebody who is gone is free for others. */
async function keepsApart(tx: Db, { directory }: Client, { id }: Person, said: SaidPerson): Promise<void> {
  const key = said.user_name.toLowerCase();
  for (const { person_id, gone_at, user_name_key } of await listKeptBy(tx, directory, { user_name_key: key, external_id: said.external_id })) {
    if (person_id === id) continue;
    if (gone_at === null) throw taken(user_name_key === key ? "user-name-taken" : "external-id-taken");
    await updateUnnamed(tx, person_id);
  }
}

async function write(tx: Db, client: Client, before: Provisioned | undefined, { isActive, fields, ...said }: SaidPerson, at: Date): Promise<Provisioned> {
  const time = at.toISOString();
  const columns = await columnsOf(tx, client.directory, before?.person, tidyFields(fields));
  if (before && isSaidAlready(before, { ...said, isActive, fields }, columns)) return before;
  const fresh = { public_id: newPublicId(), password_hash: null, team_id: null, created_at: time, deactivated_at: isActive ? null : time };
  const person = before ? await changeColumns(tx, client, before.person, columns, at) : await insertPerson(tx, { ...fresh, ...columns }).catch(isTaken);
  const names = { ...said, user_name_key: said.user_name.toLowerCase(), said: JSON.stringify(Object.keys(fields)) };
  const kept = { person_id: person.id, directory_id: client.directory.id, ...names, created_at: before?.kept?.created_at ?? time, updated_at: time, gone_at: null };
  await upsertKept(tx, kept).catch(isTaken);
  if (!before) await noted(tx, client, "person.added", person, { team_id: person.team_id }, at);
  if (isActive && person.deactivated_at !== null) await takeBack(tx, client, person, at);
  else if (!isActive && person.deactivated_at === null) await letGo(tx, client, person, at);
  else await refreshGroups(tx, await concernedBy(tx, before?.person ?? person), at);
  if (isActive && (!before || person.deactivated_at !== null)) await welcome(tx, client, person, at);
  return { person: (await findPerson(tx, person.id))!, kept };
}

/** An invitation, where the organisation wants it, for somebody who comes (back) in and has no other way: no password, and no provider that has their address. */
async function welcome(tx: Db, { directory, token }: Client, person: Person, at: Date): Promise<void> {
  if (directory.invites !== 1 || person.password_hash !== null || (await providerFor(tx, person.email)) || (await listIdentitiesOf(tx, person.id)).length > 0) return;
  await inviteTogether(tx, [person.id], newPublicId(), at);
  await insertAuditEvent(tx, null, "person.invited", person.public_id, { directory: directory.name, token }, at);
}

/** Directories say the same again and again: then nothing is written. */
function isSaidAlready({ person, kept }: Provisioned, { isActive, fields, resource, user_name }: Pick<SaidPerson, "isActive" | "fields" | "resource" | "user_name">, columns: Partial<Person>): boolean {
  const isSame = kept !== undefined && kept.gone_at === null && kept.resource === resource && kept.user_name === user_name && kept.said === JSON.stringify(Object.keys(fields));
  return isSame && isActive === (person.deactivated_at === null) && (Object.keys(columns) as (keyof Person)[]).every((name) => columns[name] === person[name]);
}
