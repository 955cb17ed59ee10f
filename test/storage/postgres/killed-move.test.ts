import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { digestsOf } from "../../../src/storage/copying/digests.ts";
import { findFilledTable } from "../../../src/storage/copying/contents.ts";
import { withRows } from "../../../src/storage/copying/rows.ts";
import { openDatabase } from "../../../src/storage/database.ts";
import { migrate } from "../../../src/storage/migrations.ts";
import type { Db } from "../../../src/storage/tables.ts";
import { debrief } from "../../support/command-line.ts";
import { newDatabase, type EmptyDatabase } from "../../support/database.ts";

let folder = "";
let source: Db;
let target: Db;
let made: EmptyDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "debrief-killed-"));
  source = openDatabase(join(folder, "full.sqlite"));
  await migrate(source);
  await source.raw("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) INSERT INTO settings (key, value) SELECT 'filling' || n, hex(randomblob(150)) FROM c");
  made = await newDatabase(inject("database"));
  target = openDatabase(made.url);
});
afterAll(async () => { await source.destroy(); await target.destroy(); await made.remove(); await rm(folder, { recursive: true }); });

const rowsIn = (db: Db) => withRows(db, async (rows) => [...(await digestsOf(rows))].filter(([name]) => name !== "audit_head" && name !== "audit_events").sort());
const others = async (query: string) => (await target.raw<{ rows: unknown[] }>("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE ?", [query])).rows.length;
const env = () => ({ DATABASE_URL: join(folder, "full.sqlite"), DATA_DIR: folder });

/** A process of its own, killed while it fills PostgreSQL. */
async function killedMove(): Promise<void> {
  const child = spawn(process.execPath, ["dist/cli.js", "move", "--to", made.url], { env: { PATH: process.env["PATH"], ...env() }, stdio: "ignore" });
  const exit = once(child, "exit");
  await vi.waitFor(async () => { expect([child.exitCode, await others('INSERT INTO "settings"%')]).toEqual([null, 1]); }, { timeout: 100_000, interval: 2 });
  child.kill("SIGKILL");
  expect(await exit).toEqual([null, "SIGKILL"]);
  await vi.waitFor(async () => { expect(await others('INSERT INTO "settings"%')).toBe(0); }, { timeout: 20_000, interval: 50 });
}

test("a move into PostgreSQL that is killed leaves the target empty, and the same command again makes it whole", { timeout: 180_000 }, async () => {
  const wanted = await rowsIn(source);
  await killedMove();
  expect(await findFilledTable(target)).toBeUndefined();
  for (let turn = 0; turn < 2; turn += 1) expect((await debrief(["move", "--to", made.url], { env: env() })).status).toBe(0);
  expect([await rowsIn(source), await rowsIn(target)]).toEqual([wanted, wanted]);
});
