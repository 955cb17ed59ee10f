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
/** Looks on from another database: a restore wants the one that it fills for itself. */
let onlooker: Db;
let made: EmptyDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "debrief-killed-"));
  source = openDatabase(join(folder, "full.sqlite"));
  await migrate(source);
  await source.raw("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) INSERT INTO settings (key, value) SELECT 'filling' || n, hex(randomblob(150)) FROM c");
  made = await newDatabase(inject("database"));
  onlooker = openDatabase(new URL("/postgres", made.url).href);
});
afterAll(async () => { await source.destroy(); await onlooker.destroy(); await made.remove(); await rm(folder, { recursive: true }); });

const rowsIn = (db: Db) => withRows(db, async (rows) => [...(await digestsOf(rows))].filter(([name]) => name !== "audit_head" && name !== "audit_events").sort());
const filling = async () => (await onlooker.raw<{ rows: unknown[] }>("SELECT 1 FROM pg_stat_activity WHERE datname = ? AND query LIKE 'INSERT INTO \"settings\"%'", [new URL(made.url).pathname.slice(1)])).rows.length;

async function atTarget<T>(deed: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(made.url);
  return deed(db).finally(() => db.destroy());
}
const env = (url = join(folder, "full.sqlite")) => ({ DATABASE_URL: url, DATA_DIR: folder, BACKUP_DIR: folder });

/** A process of its own, killed while it fills PostgreSQL. */
async function kill(words: readonly string[], given: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ["dist/cli.js", ...words], { env: { PATH: process.env["PATH"], ...given }, stdio: "ignore" });
  const exit = once(child, "exit");
  await vi.waitFor(async () => { expect([child.exitCode, await filling()]).toEqual([null, 1]); }, { timeout: 100_000, interval: 2 });
  child.kill("SIGKILL");
  expect(await exit).toEqual([null, "SIGKILL"]);
  await vi.waitFor(async () => { expect(await filling()).toBe(0); }, { timeout: 20_000, interval: 50 });
}

test("a move into PostgreSQL that is killed leaves the target empty, and the same command again makes it whole", { timeout: 180_000 }, async () => {
  const wanted = await rowsIn(source);
  await kill(["move", "--to", made.url], env());
  expect(await atTarget(findFilledTable)).toBeUndefined();
  for (let turn = 0; turn < 2; turn += 1) expect((await debrief(["move", "--to", made.url], { env: env() })).status).toBe(0);
  expect([await rowsIn(source), await atTarget(rowsIn)]).toEqual([wanted, wanted]);
});

test("a restore into PostgreSQL that is killed leaves what was there, and the same command again makes it whole", { timeout: 180_000 }, async () => {
  const archive = join(folder, "made.backup");
  expect((await debrief(["backup", archive], { env: env() })).status).toBe(0);
  await atTarget((db) => db("settings").where("key", "like", "filling1%").delete());
  const [wanted, before] = [await rowsIn(source), await atTarget(rowsIn)];
  await kill(["restore", archive, "--replace"], env(made.url));
  expect(await atTarget(rowsIn)).toEqual(before);
  expect(before).not.toEqual(wanted);
  expect(await debrief(["restore", archive, "--replace"], { env: env(made.url) })).toMatchObject({ status: 0 });
  expect(await atTarget(rowsIn)).toEqual(wanted);
});
