import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { prepareShape } from "../../src/domain/upgrading.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate, KNOWN_STEPS } from "../../src/storage/migrations.ts";
import { obstacleOf } from "../../src/storage/readiness.ts";
import { findShape } from "../../src/storage/shape.ts";
import { withDatabase } from "../../src/storage/with-database.ts";
import { readBackup } from "../../src/storage/backups/reading.ts";
import { emptyDatabase } from "../support/empty-database.ts";
import { makePerson } from "../support/make.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let folder: string;
beforeAll(async () => { [world, folder] = [await openWorld(), await mkdtemp(join(tmpdir(), "debrief-upgrade-"))]; await makePerson(world.db); });
afterAll(async () => { await world.close(); await rm(folder, { recursive: true, force: true }); });

const steps = () => world.db("knex_migrations" as never);
const prepare = (backupFirst: "" | "make" | "skip" = "") => prepareShape(world.db, { databaseUrl: world.config.databaseUrl, dataDir: folder, backupFirst }, world.now());

describe("a database of a later version", () => {
  test("is left as it is, by the server and by commands, with words that say what to do", async () => {
    await steps().insert({ name: "999-later", batch: 99, migration_time: new Date() } as never);
    for (const deed of [prepare, () => withDatabase(world.config.databaseUrl, () => Promise.resolve())]) await expect(deed()).rejects.toThrow(/later version .* does not know 999-later\. Start that version, or bring back the backup/);
    await steps().where({ name: "999-later" } as never).delete();
    await prepare();
  });
});

describe("a database of an earlier version", () => {
  test.runIf(inject("database").kind === "postgres")("that holds data waits on PostgreSQL for a backup by hand, or for the wish that one be made", async () => {
    const row = { ...(await steps().orderBy("id", "desc").first() as unknown as { name: string }) };
    await steps().where({ name: row.name } as never).delete();
    await expect(prepare()).rejects.toThrow(/pg_dump .* BACKUP_BEFORE_UPGRADE=skip; or .*=make.* Nothing was changed/);
    expect((await findShape(world.db)).missing).toEqual([row.name]);
    await expect(withDatabase(world.config.databaseUrl, () => Promise.resolve())).rejects.toThrow(/Start the server/);
    await expect(prepare("make")).rejects.toThrow(/already exists/);
    expect((await readdir(folder)).filter((name) => name.endsWith(".tar"))).toHaveLength(1);
    await steps().insert(row as never);
  });

  test.runIf(inject("database").kind === "sqlite")("that holds data is backed up before it is brought forward, and the backup is whole", async () => {
    const path = join(folder, "early.sqlite");
    const db = openDatabase(path);
    await migrate(db, KNOWN_STEPS.at(-2));
    await db("people").insert({ public_id: "early", email: "early@example.test", name: "Early", password_hash: "", team_id: null, created_at: "2026-01-01T08:00:00.000Z", deactivated_at: null });
    await expect(withDatabase(path, () => Promise.resolve())).rejects.toThrow(/Start the server/);
    await prepareShape(db, { databaseUrl: path, dataDir: folder, backupFirst: "" }, world.now());
    expect((await findShape(db)).missing).toEqual([]);
    await prepareShape(db, { databaseUrl: path, dataDir: folder, backupFirst: "" }, world.now());
    await db.destroy();
    const [backup, ...others] = (await readdir(folder)).filter((name) => name.includes("before-upgrade"));
    expect([backup, others]).toEqual([`early.sqlite.before-upgrade-${KNOWN_STEPS.at(-2)!.slice(0, 3)}-20260105T090000.tar`, []]);
    expect((await stat(join(folder, backup!))).mode & 0o777).toBe(0o600);
    const { header, manifest } = await readBackup(join(folder, backup!), () => undefined);
    expect([header.step, manifest.tables.find(({ name }) => name === "people")?.rows]).toEqual([KNOWN_STEPS.at(-2), 1]);
  });
});

describe("a database of the first release", () => {
  /** A process that prepares the database and kills itself before the step of this number is noted. */
  async function killedAt(step: number, url: string, dataDir: string): Promise<void> {
    const script = `const { openDatabase } = await import("./dist/storage/database.js"); const { prepareShape } = await import("./dist/domain/upgrading.js"); const db = openDatabase(process.argv[1]); let steps = 0;
      db.on("query", ({ sql }) => { if (/^insert into .knex_migrations.[ (]/.test(sql) && ++steps === ${step}) process.kill(process.pid, "SIGKILL"); });
      await prepareShape(db, { databaseUrl: process.argv[1], dataDir: process.argv[2], backupFirst: "make" }, new Date("2026-01-05T09:00:0${step}Z")); process.exit(0);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, url, dataDir], { stdio: ["ignore", "inherit", "ignore"] });
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
  }

  test("comes to this one in one go, with a backup of what it was, also where the process was killed in the middle, and nothing is lost", async () => {
    const [own, dataDir] = [await emptyDatabase(), await mkdtemp(join(folder, "first-"))];
    const url = inject("database").kind === "sqlite" ? join(dataDir, "first.sqlite") : own.url;
    const db = openDatabase(url);
    await migrate(db, "001-first");
    const people = Array.from({ length: 20 }, (_, place) => ({ public_id: `p${place}`, email: `${place}@example.org`, name: `Person ${place}`, created_at: "2025-01-01T00:00:00.000Z" }));
    await db("people").insert(people);
    for (const step of [1, 9]) await killedAt(step, url, dataDir);
    await prepareShape(db, { databaseUrl: url, dataDir, backupFirst: "make" }, world.now());
    expect((await findShape(db)).missing).toEqual([]);
    expect(await db("people").orderBy("id").select("public_id", "email", "name", "created_at")).toEqual(people);
    await db.destroy();
    const backups = (await readdir(dataDir)).filter((name) => name.endsWith(".tar")).sort();
    const steps = [];
    for (const name of backups) steps.push((await readBackup(join(dataDir, name), () => undefined)).header.step);
    expect(steps).toEqual(inject("database").kind === "sqlite" ? ["001-first", "001-first", "001-first"] : ["001-first", "001-first", "009-model-readings"]);
    await own.remove();
  });
});

describe("a server that cannot be used", () => {
  test("is named with what to do", () => {
    expect(obstacleOf(180000, "UTF8")).toBeUndefined();
    expect(obstacleOf(130014, "UTF8")).toMatch(/PostgreSQL 13; Debrief needs 15/);
    expect(obstacleOf(160000, "SQL_ASCII")).toMatch(/createdb --encoding=UTF8/);
  });
});
