import { spawnSync } from "node:child_process";
import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";
import type { Db } from "../../src/storage/tables.ts";
import { startPostgres } from "../../test/support/postgres-server.ts";
import { goWithoutContent } from "../../test/support/prepared.ts";
import { layWire } from "../../test/support/wire.ts";

export type Fault = [name: string, deed: (turn: number) => Promise<unknown>];
/** Where a soak goes on: `url` is for the processes, `db` looks at the same database past every fault of the place. */
export interface SoakPlace { name: string; folder: string; url: string; db: Db; faults: Fault[]; wrongs: () => Promise<string[]>; close: () => Promise<void> }

/** In megabytes: what the file system in memory holds. */
const ROOM = 192;

export async function onSqlite(): Promise<SoakPlace> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-soak-"));
  const isMounted = process.platform === "linux" && spawnSync("mount", ["-t", "tmpfs", "-o", `size=${ROOM}m`, "debrief-soak", folder]).status === 0;
  const url = join(folder, "debrief.sqlite");
  const db = openDatabase(url);
  await migrate(db);
  await goWithoutContent(db);
  return {
    folder, url, db, name: `one SQLite file${isMounted ? "" : " (no full disk: this user may mount nothing)"}`,
    faults: isMounted ? [["disk full", () => fillDisk(folder)]] : [],
    wrongs: async () => {
      const found = JSON.stringify([await db.raw("PRAGMA integrity_check"), await db.raw("PRAGMA foreign_key_check")]);
      return found === '[[{"integrity_check":"ok"}],[]]' ? [] : [found];
    },
    close: async () => { await db.destroy(); if (isMounted) spawnSync("umount", [folder]); await rm(folder, { recursive: true, force: true }); },
  };
}

async function fillDisk(folder: string): Promise<void> {
  const filler = join(folder, "filler");
  const { bavail, bsize } = await statfs(folder);
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize))).catch(() => undefined);
  await wait(2_000);
  await rm(filler, { force: true });
}

export async function onPostgres(): Promise<SoakPlace> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-soak-"));
  const server = await startPostgres({ lasting: true });
  const first = openDatabase(`${server.address}/postgres`);
  await first.raw("CREATE DATABASE soak");
  await first.destroy();
  const direct = `${server.address}/soak`;
  const db = openDatabase(direct);
  await migrate(db);
  await goWithoutContent(db);
  const wire = await layWire(Number(new URL(direct).port));
  return {
    folder, db, url: direct.replace(/:\d+\//, `:${wire.port}/`), name: "one PostgreSQL",
    faults: [
      ["database restarted", () => server.restart("SIGINT")], ["network cut", async () => { wire.cut(); await wait(2_000); wire.mend(); }],
      ["database killed", () => server.restart("SIGQUIT")], ["network silent", async () => { wire.hush(); await wait(3_000); wire.mend(); }],
    ],
    wrongs: () => Promise.resolve([]),
    close: async () => { await db.destroy(); await wire.close(); await server.stop(); await rm(folder, { recursive: true, force: true }); },
  };
}
