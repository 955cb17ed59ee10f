import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";

/** Makes one migrated file that every world copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-sqlite-"));
  const template = join(folder, "template.sqlite");
  const db = openDatabase(template);
  await migrate(db);
  await db.destroy();

  project.provide("database", { kind: "sqlite", folder, template });
  return () => rm(folder, { recursive: true, force: true });
}
