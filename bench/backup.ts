/**
 * How fast a database is backed up, restored and moved, against a plain copy of the same file with `fsync` in the same run, and how long answers wait meanwhile: `npm run bench -- backup [PEOPLE]`.
 * Answers are stored one after the other through the one writer; their median and 99th percentile are told without and with a backup beside them.
 */
import { copyFileSync, fsyncSync, mkdtempSync, openSync, closeSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { backUpApart } from "../src/domain/backing-up-apart.ts";
import { backUp } from "../src/domain/backups.ts";
import { moveDatabase } from "../src/domain/moving.ts";
import { restoreBackup } from "../src/domain/restoring.ts";
import { openDatabase } from "../src/storage/database.ts";
import { migrate } from "../src/storage/migrations.ts";
import type { Db } from "../src/storage/tables.ts";
import { fillOrganisation } from "./support/organisation.ts";

const [people = 5_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "debrief-bench-"));
const file = (name: string) => join(folder, name);
const at = new Date("2026-11-26T09:00:00Z");

async function timed(deed: () => unknown): Promise<number> {
  const from = performance.now();
  await deed();
  return performance.now() - from;
}

function plainCopy(): void {
  copyFileSync(file("full.sqlite"), file("plain.sqlite"));
  const handle = openSync(file("plain.sqlite"), "r+");
  fsyncSync(handle);
  closeSync(handle);
}

async function waits(db: Db, goesOn: () => boolean): Promise<string> {
  const took: number[] = [];
  for (let turn = 0; goesOn(); turn++) {
    took.push(await timed(() => db("responses").where({ id: 1 + (turn % 1_000) }).update({ answered_at: at.toISOString() })));
    await wait(2);
  }
  took.sort((one, other) => one - other);
  const quantile = (share: number) => (took[Math.floor(share * (took.length - 1))] ?? 0).toFixed(1);
  return `median ${quantile(0.5)} ms, 99th ${quantile(0.99)} ms, longest ${quantile(1)} ms (${took.length} answers)`;
}

const db = openDatabase(file("full.sqlite"));
await migrate(db);
await fillOrganisation(db, people);
await db.raw("PRAGMA wal_checkpoint(TRUNCATE)");
const megabytes = statSync(file("full.sqlite")).size / 1e6;
const plain = await timed(plainCopy);
const tell = (name: string, milliseconds: number) => console.log(`${name}: ${(milliseconds / 1000).toFixed(1)} s, ${((1000 * megabytes) / milliseconds).toFixed(1)} MB/s, ${(milliseconds / plain).toFixed(1)} times a plain copy`);
console.log(`${megabytes.toFixed(0)} MB`);
tell("plain copy and fsync", plain);
tell("backup", await timed(() => backUp(db, { file: file("one.backup"), at })));
tell("restore", await timed(() => restoreBackup({ file: file("one.backup"), url: file("back.sqlite"), dataDir: folder, replaces: false, withoutSessions: false, at })));
tell("move", await timed(() => moveDatabase({ from: file("full.sqlite"), to: file("moved.sqlite"), marks: false, at })));
const until = performance.now() + 5_000;
console.log(`answers alone: ${await waits(db, () => performance.now() < until)}`);
let isDone = false;
const beside = backUpApart({ url: file("full.sqlite"), file: file("two.backup"), dataDir: folder, at: at.toISOString() }, new AbortController().signal).finally(() => { isDone = true; });
console.log(`answers beside a backup: ${await waits(db, () => !isDone)}`);
const outcome = await beside;
if (!outcome || !("made" in outcome)) throw new Error(`That backup was not made: ${outcome?.message ?? ""}`);
await db.destroy();
rmSync(folder, { recursive: true });
