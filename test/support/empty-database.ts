import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { inject } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import type { EmptyDatabase } from "./database.ts";

/** A database without any table. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const database = inject("database");
  if (database.kind === "sqlite") return { url: join(database.folder, `${randomUUID()}.sqlite`), remove: () => Promise.resolve() };
  const [server, name] = [openDatabase(`${database.address}/postgres`), `old_${randomUUID().replaceAll("-", "")}`];
  await server.raw(`CREATE DATABASE ${name}`);
  return { url: `${database.address}/${name}`, remove: async () => { await server.raw(`DROP DATABASE ${name} WITH (FORCE)`); await server.destroy(); } };
}
