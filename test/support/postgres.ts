import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";
import { startPostgres } from "./postgres-server.ts";

/** Starts PostgreSQL and makes one migrated database that every world copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, stop } = await startPostgres();
  const server = openDatabase(`${address}/postgres`);
  await server.raw("CREATE DATABASE template_debrief");
  await server.destroy();

  const db = openDatabase(`${address}/template_debrief`);
  await migrate(db);
  await db.destroy();

  project.provide("database", { kind: "postgres", address, template: "template_debrief" });
  return stop;
}
