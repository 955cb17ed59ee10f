import { randomUUID } from "node:crypto";
import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/tables.ts";
import type { TestDatabase } from "./provided.ts";

export interface EmptyDatabase { url: string; remove: () => Promise<void> }

/** A migrated, empty database that nobody else has. */
export function newDatabase(database: TestDatabase): Promise<EmptyDatabase> {
  return database.kind === "sqlite" ? newFile(database.folder, database.template) : newOnServer(database.address, database.template);
}

async function newFile(folder: string, template: string): Promise<EmptyDatabase> {
  const url = join(folder, `${randomUUID()}.sqlite`);
  await copyFile(template, url);
  return { url, remove: async () => { for (const end of ["", "-wal", "-shm"]) await rm(url + end, { force: true }); } };
}

async function newOnServer(address: string, template: string): Promise<EmptyDatabase> {
  const name = `world_${randomUUID().replaceAll("-", "")}`;
  await tellServer(address, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  return { url: `${address}/${name}`, remove: () => tellServer(address, `DROP DATABASE ${name} WITH (FORCE)`) };
}

let server: Db | undefined;

/** Over one pool for all that a process makes and removes. */
async function tellServer(address: string, sql: string): Promise<void> {
  server ??= openDatabase(`${address}/postgres`);
  await server.raw(sql);
}
