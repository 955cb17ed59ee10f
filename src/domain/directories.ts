import { newPublicId } from "../lib/ids.ts";
import { listTokens } from "../storage/api-tokens.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteDirectory, findDirectory, findDirectoryNamed, findDirectoryOfToken, insertDirectory, insertDirectoryOnce, insertDirectoryToken, listTokenIds, updateDirectory } from "../storage/directories.ts";
import type { ApiToken } from "../storage/api-tables.ts";
import type { Directory } from "../storage/directory-tables.ts";
import { findFilledGroup, updateFilling } from "../storage/directory-groups.ts";
import { isDuplicate } from "../storage/database.ts";
import { listMemberIds } from "../storage/groups.ts";
import type { Member } from "../storage/visitors.ts";
import type { Db, Person } from "../storage/tables.ts";
import { findTeamByPublicId } from "../storage/teams.ts";
import { makeToken, revokeToken } from "./api-tokens.ts";
import { NotFound, Refused } from "./errors.ts";
import { placeByGroups } from "./provisioned-teams.ts";

type Actor = Pick<Person, "id">;
export type DirectoryDetails = Pick<Directory, "name" | "team_from" | "site_from" | "invites">;

export const USUAL_SOURCES = { team_from: "", site_from: "site", invites: 0 } as const;

export async function addDirectory(db: Db, actor: Actor, details: DirectoryDetails, at: Date): Promise<Directory> {
  return db.transaction(async (tx) => {
    const directory = await insertDirectory(tx, { public_id: newPublicId(), ...details, created_at: at.toISOString() }).catch(nameTaken);
    await insertAuditEvent(tx, actor.id, "directory.added", directory.public_id, { ...details }, at);
    return directory;
  });
}

/** People get their team and site anew when the directory next says something of them. */
export async function changeDirectory(db: Db, actor: Actor, publicId: string, details: DirectoryDetails, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const directory = await here(tx, publicId);
    await updateDirectory(tx, directory.id, details).catch(nameTaken);
    const { name, team_from, site_from, invites } = directory;
    await insertAuditEvent(tx, actor.id, "directory.changed", publicId, { from: { name, team_from, site_from, invites }, to: details }, at);
  });
}

/** A token that speaks for this directory alone. Its secret comes back this once. `id` is the public id that it will have. */
export async function makeDirectoryToken(db: Db, maker: Pick<Member, "id" | "roles">, publicId: string, wish: { id: string; expiresAt: Date }, at: Date): Promise<{ token: ApiToken; secret: string }> {
  const directory = await here(db, publicId);
  const made = await makeToken(db, maker, { ...wish, name: directory.name, scopes: ["scim"] }, at);
  await insertDirectoryToken(db, made.token.id, directory);
  return made;
}

/** Who is in this group of the directory belongs to this team, where the directory takes teams from groups; without a team the group says nothing of it. */
export async function chooseTeamOfGroup(db: Db, actor: Actor, publicId: string, { group, team }: { group: string; team: string }, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const directory = await here(tx, publicId);
    const [filled, chosen] = [await findFilledGroup(tx, directory, group), team === "" ? undefined : await findTeamByPublicId(tx, team)];
    if (!filled) throw new NotFound();
    if (team !== "" && !chosen) throw new Refused("people.team-gone", "team");
    await updateFilling(tx, filled.id, { team_id: chosen?.id ?? null });
    await placeByGroups(tx, { directory }, [...await listMemberIds(tx, filled.id)], at);
    await insertAuditEvent(tx, actor.id, "directory.group-placed", publicId, { group: filled.name, team: chosen?.name ?? null }, at);
  });
}

/** Lets go of everybody: people and groups stay as they are, and can be changed by hand again. Its tokens are revoked. A second click finds nothing left to do. */
export async function removeDirectory(db: Db, actor: Actor, publicId: string, at: Date): Promise<Directory | undefined> {
  const there = await findDirectory(db, publicId);
  const ids = new Set(there ? await listTokenIds(db, there) : []);
  for (const token of await listTokens(db)) if (ids.has(token.id)) await revokeToken(db, actor, token.public_id, at);
  return db.transaction(async (tx) => {
    const directory = await findDirectory(tx, publicId);
    if (!directory) return undefined;
    await deleteDirectory(tx, directory.id);
    await insertAuditEvent(tx, actor.id, "directory.removed", publicId, { name: directory.name }, at);
    return directory;
  });
}

/** For which directory a token speaks. One that was made without a directory speaks for that of its name, which is made where it is not there: so a new token of the same name goes on with the same people. */
export async function directoryOf(db: Db, { id, name }: Pick<ApiToken, "id" | "name">, at: Date): Promise<Directory> {
  const known = await findDirectoryOfToken(db, id);
  if (known) return known;
  await insertDirectoryOnce(db, { public_id: newPublicId(), name, ...USUAL_SOURCES, created_at: at.toISOString() });
  await insertDirectoryToken(db, id, (await findDirectoryNamed(db, name))!);
  return (await findDirectoryOfToken(db, id))!;
}

async function here(tx: Db, publicId: string): Promise<Directory> {
  const directory = await findDirectory(tx, publicId);
  if (!directory) throw new NotFound();
  return directory;
}

function nameTaken(error: unknown): never {
  if (isDuplicate(error)) throw new Refused("scim.name-taken", "name");
  throw error;
}
