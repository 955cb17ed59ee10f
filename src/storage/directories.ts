import type { Knex } from "knex";
import { insertInBatches } from "./batches.ts";
import type { Directory, DirectoryRequest } from "./directory-tables.ts";
import { paginate, type Page } from "./page.ts";
import type { Db, New } from "./tables.ts";

export function findDirectory(db: Db, publicId: string): Promise<Directory | undefined> {
  return db("directories").where({ public_id: publicId }).first();
}

export function findDirectoryById(db: Db, id: number): Promise<Directory | undefined> {
  return db("directories").where({ id }).first();
}

export function findDirectoryNamed(db: Db, name: string): Promise<Directory | undefined> {
  return db("directories").where({ name }).first();
}

export async function findDirectoryOfToken(db: Db, tokenId: number): Promise<Directory | undefined> {
  return db("directories").whereIn("id", db("directory_tokens").where({ token_id: tokenId }).select("directory_id")).first();
}

/** The ids of a directory's tokens. */
export async function listTokenIds(db: Db, { id }: Pick<Directory, "id">): Promise<number[]> {
  return (await db("directory_tokens").where({ directory_id: id }).select("token_id")).map(({ token_id }) => token_id);
}

/** A token goes on speaking for the directory for which it spoke first. */
export async function insertDirectoryToken(db: Db, tokenId: number, { id }: Pick<Directory, "id">): Promise<void> {
  await db("directory_tokens").insert({ token_id: tokenId, directory_id: id }).onConflict().ignore();
}

/** With how many people and groups each keeps, by name. */
export async function listDirectories(db: Db): Promise<(Directory & { people: number; groups: number })[]> {
  const counted = (table: string): Knex.QueryBuilder => db(table).whereRaw("directory_id = directories.id").whereNull("gone_at").count({ total: "*" });
  const rows: Knex.QueryBuilder = db("directories").select("directories.*", counted("directory_people").as("people"), counted("directory_groups").as("groups")).orderBy("name");
  return ((await rows) as (Directory & { people: unknown; groups: unknown })[]).map((row) => ({ ...row, people: Number(row.people), groups: Number(row.groups) }));
}

export async function insertDirectory(db: Db, directory: New<Directory>): Promise<Directory> {
  const [row] = await db("directories").insert(directory).returning("*");
  return row!;
}

/** Nothing where one of this name is there. */
export async function insertDirectoryOnce(db: Db, directory: New<Directory>): Promise<void> {
  await db("directories").insert(directory).onConflict("name").ignore();
}

export async function updateDirectory(db: Db, id: number, changes: Partial<Pick<Directory, "name" | "team_from" | "site_from" | "invites">>): Promise<void> {
  await db("directories").where({ id }).update(changes);
}

/** People and groups stay as they are, and are nobody's but the admins' from now on. */
export async function deleteDirectory(tx: Db, id: number): Promise<void> {
  for (const table of ["directory_requests", "directory_groups", "directory_people", "directory_tokens"] as const) await tx(table).where({ directory_id: id }).delete();
  await tx("directories").where({ id }).delete();
}

/** The newest first; `failed` alone, or all. */
export function listRequests(db: Db, { id }: Pick<Directory, "id">, which: "failed" | "all", page: number): Promise<Page<DirectoryRequest>> {
  const query = db("directory_requests").where({ directory_id: id }).orderBy("id", "desc").select("*");
  if (which === "failed") query.where("status", ">=", 400);
  return paginate<DirectoryRequest>(query, page);
}

export async function findLastRequest(db: Db, { id }: Pick<Directory, "id">): Promise<DirectoryRequest | undefined> {
  return db("directory_requests").where({ directory_id: id }).orderBy("id", "desc").first();
}

const KEPT = 500;

/** Notes requests and forgets those that are too many. A directory that is gone has none. */
export async function insertRequests(db: Db, requests: readonly New<DirectoryRequest>[]): Promise<void> {
  await db.transaction(async (tx) => {
    const there = new Set((await tx("directories").select("id")).map(({ id }) => id));
    await insertInBatches(tx, "directory_requests", requests.filter(({ directory_id }) => there.has(directory_id)));
    for (const directory_id of new Set(requests.map((request) => request.directory_id))) {
      const oldest = await tx("directory_requests").where({ directory_id }).orderBy("id", "desc").offset(KEPT).first("id");
      if (oldest) await tx("directory_requests").where({ directory_id }).where("id", "<=", oldest.id).delete();
    }
  });
}
