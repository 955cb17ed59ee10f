import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteDirectory, findDirectory, findDirectoryNamed, findDirectoryOfToken, insertDirectory, insertDirectoryOnce, insertDirectoryToken, updateDirectory } from "../storage/directories.ts";
import type { ApiToken } from "../storage/api-tables.ts";
import type { Directory } from "../storage/directory-tables.ts";
import { isDuplicate } from "../storage/database.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

type Actor = Pick<Person, "id">;
export type DirectoryDetails = Pick<Directory, "name" | "team_from" | "site_from">;

export const USUAL_SOURCES = { team_from: "", site_from: "site" } as const;

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
    const { name, team_from, site_from } = directory;
    await insertAuditEvent(tx, actor.id, "directory.changed", publicId, { from: { name, team_from, site_from }, to: details }, at);
  });
}

/** Lets go of everybody: people and groups stay as they are, and can be changed by hand again. A second click finds nothing left to do. */
export async function removeDirectory(db: Db, actor: Actor, publicId: string, at: Date): Promise<Directory | undefined> {
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
