import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { markUnfinished, mustBeFinished } from "../../src/domain/finishing-restores.ts";
import { digestsOf } from "../../src/storage/copying/digests.ts";
import { withRows } from "../../src/storage/copying/rows.ts";
import { openDatabase } from "../../src/storage/database.ts";
import type { Db } from "../../src/storage/tables.ts";
import { debrief } from "../support/command-line.ts";
import { newDatabase } from "../support/database.ts";

let [folder, full, archive] = ["", "", ""];
const settings = (url: string) => ({ DATABASE_URL: url, DATA_DIR: join(folder, "data"), BACKUP_DIR: join(folder, "backups") });

async function opened<T>(url: string, deed: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(url);
  return deed(db).finally(() => db.destroy());
}

const rowsIn = (url: string) => opened(url, (db) => withRows(db, async (rows) => [...(await digestsOf(rows))].filter(([name]) => !name.startsWith("audit_") && name !== "outbox").sort()));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "debrief-killed-"));
  [full, archive] = [join(folder, "full.sqlite"), join(folder, "made.backup")];
  await copyFile((await newDatabase(inject("database"))).url, full);
  await opened(full, (db) => db.raw("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 30000) INSERT INTO settings (key, value) SELECT 'filling' || n, hex(randomblob(150)) FROM c"));
  await mkdir(join(folder, "data/content"), { recursive: true });
  await writeFile(join(folder, "data/content/ours.yaml"), "title: Ours\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command as a process of its own and ends it by a signal as soon as a file beside its target has grown to so many bytes; how it ended comes back. */
async function end(url: string, words: readonly string[], { beside, bytes }: { beside: RegExp; bytes: number }, signal: "SIGKILL" | "SIGINT"): Promise<unknown> {
  const before = new Set(await readdir(folder));
  const child = spawn(process.execPath, ["dist/cli.js", ...words], { env: { PATH: process.env["PATH"], ...settings(url) }, stdio: "ignore" });
  const exit = once(child, "exit");
  const sizes = async () => (await readdir(folder)).filter((name) => !before.has(name) && beside.test(name)).map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
  await vi.waitFor(async () => { expect(child.exitCode ?? Math.max(0, ...await sizes())).toBeGreaterThanOrEqual(bytes); }, { timeout: 50_000, interval: 1 });
  child.kill(signal);
  return exit;
}

async function kill(url: string, words: readonly string[], moment: { beside: RegExp; bytes: number }): Promise<void> {
  expect(await end(url, words, moment, "SIGKILL")).toEqual([null, "SIGKILL"]);
}

const command = (url: string, ...words: string[]) => debrief(words, { env: settings(url) });

describe("a command that somebody ends", () => {
  test.each([["backup", /\.copy-\w+$/, 1], ["backup", /\.part-\w+$/, 1_000_000], ["move", /\.moving-\w+$/, 1]])("removes what it had begun: %s, once %s is there", async (name, beside, bytes) => {
    const there = await readdir(folder);
    const words = name === "move" ? ["move", "--to", join(folder, "elsewhere.sqlite")] : ["backup", join(folder, "elsewhere.backup")];
    expect(await end(full, words, { beside, bytes }, "SIGINT")).toEqual([130, null]);
    expect((await readdir(folder)).filter((each) => !there.includes(each) && !each.startsWith("full.sqlite-"))).toEqual([]);
  });
});

describe("a command that is killed", () => {
  test("while it backs up leaves no backup, and the next one is whole", async () => {
    const before = await rowsIn(full);
    for (const moment of [{ beside: /\.copy-\w+$/, bytes: 1 }, { beside: /\.part-\w+$/, bytes: 1_000_000 }]) {
      await kill(full, ["backup", archive], moment);
      expect(existsSync(archive)).toBe(false);
    }
    expect(await command(full, "backup", archive)).toMatchObject({ status: 0 });
    expect(await rowsIn(full)).toEqual(before);
  });

  test("while it moves leaves the old database as it was and the new one empty; moving again makes it whole, and again says that it is", async () => {
    const [before, to] = [await rowsIn(full), join(folder, "moved.sqlite")];
    for (const bytes of [1, 6_000_000]) {
      await kill(full, ["move", "--to", to], { beside: /\.moving-\w+(?:-journal|-wal)?$/, bytes });
      expect(existsSync(to)).toBe(false);
    }
    for (let turn = 0; turn < 2; turn += 1) expect(await command(full, "move", "--to", to)).toMatchObject({ status: 0, stderr: expect.stringContaining("are the same in both databases") as string });
    expect([await rowsIn(full), await rowsIn(to)]).toEqual([before, before]);
    await opened(to, (db) => db("settings").insert({ key: "theirs", value: "" }));
    expect(await command(full, "move", "--to", to, "--mark")).toMatchObject({ status: 1, stderr: expect.stringContaining("something else in the database") as string });
    expect(await command(full, "move", "--to", `${folder}/../${folder.split("/").at(-1)}/full.sqlite`, "--mark")).toMatchObject({ status: 1, stderr: expect.stringContaining("same database") as string });
  });

  test("while it restores leaves what was there; restoring again works, also where a write-ahead log was left without its file or the files had no place yet", async () => {
    const target = join(folder, "target.sqlite");
    const { url } = await newDatabase(inject("database"));
    await copyFile(url, target);
    await opened(target, (db) => db("settings").insert({ key: "kept", value: "as it was" }));
    const before = await rowsIn(target);
    await kill(target, ["restore", archive, "--replace"], { beside: /\.restoring-\w+$/, bytes: 6_000_000 });
    expect(await rowsIn(target)).toEqual(before);
    expect(await command(target, "restore", archive, "--replace")).toMatchObject({ status: 0 });
    expect(await rowsIn(target)).toEqual(await rowsIn(full));

    const writing = openDatabase(target);
    await writing("settings").insert({ key: "after", value: "in the log" });
    await copyFile(`${target}-wal`, join(folder, "log"));
    await writing.destroy();
    await rm(target);
    await copyFile(join(folder, "log"), `${target}-wal`);
    const { status, stderr } = await command(target, "restore", archive);
    expect([status, stderr]).toEqual([0, expect.stringMatching(/before-restore-\w+-wal/)]);
    expect(await rowsIn(target)).toEqual(await rowsIn(full));

    await opened(target, async (db) => { await mustBeFinished(db); await markUnfinished(db, "2026-01-01T00:00:00.000Z"); });
    await rm(join(folder, "data/content"), { recursive: true });
    await opened(target, (db) => expect(mustBeFinished(db)).rejects.toThrow(/Run debrief restore/));
    expect(await command(target, "restore", archive)).toMatchObject({ status: 0 });
    await opened(target, mustBeFinished);
    expect(await readFile(join(folder, "data/content/ours.yaml"), "utf8")).toBe("title: Ours\n");
  });
});
