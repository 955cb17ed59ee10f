import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { decideHeldMail } from "../../src/domain/held-mail.ts";
import { readSettings } from "../../src/domain/installation.ts";
import { findBackupTrouble, makeBackups } from "../../src/domain/scheduled-backups.ts";
import { BackupError } from "../../src/lib/backup-error.ts";
import { tarPieces, TAR_END } from "../../src/lib/tar.ts";
import { listRuns } from "../../src/storage/backup-runs.ts";
import { readBackup } from "../../src/storage/backups/reading.ts";
import { digestsOf } from "../../src/storage/copying/digests.ts";
import { withRows } from "../../src/storage/copying/rows.ts";
import { readShape } from "../../src/storage/copying/shape.ts";
import { holdUnsent } from "../../src/storage/held-mail.ts";
import { findWaitingMail, newMail } from "../../src/storage/outbox.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrations.ts";
import type { Db } from "../../src/storage/tables.ts";
import { debrief, type Said } from "../support/command-line.ts";
import { newDatabase } from "../support/database.ts";
import { makePerson } from "../support/make.ts";
import { fillEveryTable } from "../support/every-table.ts";

const onPostgres = inject("database").kind === "postgres";
let [folder, full, home, away, archive] = ["", "", "", "", ""];
const removals: (() => Promise<void>)[] = [];

async function opened<T>(url: string, deed: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(url);
  return deed(db).finally(() => db.destroy());
}

const digests = (url: string) => opened(url, (db) => withRows(db, async (rows) => [...(await digestsOf(rows))].filter(([name]) => !name.startsWith("audit_")).sort()));
const command = (url: string, ...words: string[]): Promise<Said> => debrief(words, { env: { DATABASE_URL: url, DATA_DIR: join(folder, "data") } });

async function fresh(): Promise<string> {
  const { url, remove } = await newDatabase(inject("database"));
  removals.push(remove);
  return url;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "debrief-backups-"));
  [full, archive] = [join(folder, "full.sqlite"), join(folder, "made.backup")];
  const tables = await opened(full, async (db) => { await migrate(db); return readShape(db); });
  await fillEveryTable(full, tables);
  await mkdir(join(folder, "data/content/incidents"), { recursive: true });
  await writeFile(join(folder, "data/content/incidents/ours.yaml"), "title: Ours\n");
  [home, away] = [await fresh(), await fresh()];
});
afterAll(async () => {
  for (const remove of removals) await remove();
  await rm(folder, { recursive: true, force: true });
});

describe("moving", () => {
  test("takes every table along, is told when somebody wrote meanwhile, and keeps servers off the old database where that is wished", { timeout: 180_000 }, async () => {
    const moved = await command(full, "move", "--to", home, "--mark", "--json");
    expect([moved.status, moved.stderr]).toEqual([0, expect.stringContaining("are the same in both databases")]);
    expect(moved.stdout.trim().split("\n").map((line) => (JSON.parse(line) as { rows: number }).rows).every((rows) => rows > 0)).toBe(true);
    expect(moved.stderr).not.toContain("debrief-tests");
    expect(await command(full, "move", "--to", away)).toMatchObject({ status: 1, stderr: expect.stringContaining("This database was moved to") as string });
    expect((await command(full, "move", "--unmark")).status).toBe(0);
    expect(await digests(home)).toEqual(await digests(full));
    expect((await command(full, "move", "--to", home)).status).toBe(0);
    expect(await command(home, "move", "--to", home)).toMatchObject({ status: 1, stderr: expect.stringContaining("the same database") as string });
    expect((await command(home, "move")).status).toBe(2);
  });
});

describe("a backup", () => {
  test("is made once under a name, for its owner alone, and restored with files and without sessions, in the place of a full database only when asked", { timeout: 180_000 }, async () => {
    const made = await command(home, "backup", archive, "--json");
    const { sha256 } = JSON.parse(made.stdout) as { sha256: string };
    expect([made.status, (await stat(archive)).mode & 0o777]).toEqual([0, 0o600]);
    expect((await command(home, "backup", archive)).stderr).toContain("is there already");
    await rm(join(folder, "data/content"), { recursive: true });
    expect(await command(away, "restore", archive, "--sha256", "0".repeat(64))).toMatchObject({ status: 1, stderr: expect.stringContaining("not the one with that SHA-256") as string });
    expect(await command(away, "restore", archive, "--sha256", sha256)).toMatchObject({ status: 0, stderr: expect.stringContaining("1 files are as they were") as string });
    expect(await digests(away)).toEqual(await digests(home));
    expect(await readFile(join(folder, "data/content/incidents/ours.yaml"), "utf8")).toBe("title: Ours\n");
    await opened(away, (db) => db("teams").update({ name: "Changed" }));
    expect(await command(away, "restore", archive)).toMatchObject({ status: 1, stderr: expect.stringContaining("--replace") as string });
    expect((await command(away, "restore", archive, "--replace", "--without-sessions")).status).toBe(0);
    expect((await digests(away)).filter(([name]) => name !== "sessions" && name !== "federated_sessions")).toEqual((await digests(home)).filter(([name]) => name !== "sessions" && name !== "federated_sessions"));
    expect(await opened(away, (db) => db("sessions").select("id"))).toEqual([]);
    expect(await opened(away, (db) => db("audit_events").orderBy("id", "desc").first("deed"))).toEqual({ deed: "backup.restored" });
    expect((await readdir(folder)).filter((name) => /part|copy|opened|restoring-|model/.test(name))).toEqual([]);
  });

  test.runIf(onPostgres)("goes from PostgreSQL to SQLite and from SQLite to PostgreSQL", { timeout: 180_000 }, async () => {
    const other = join(folder, "other.sqlite");
    const from = join(folder, "from-file.backup");
    expect((await command(full, "backup", from)).status).toBe(0);
    expect((await command(other, "restore", archive)).status).toBe(0);
    expect((await command(away, "restore", from, "--replace")).status).toBe(0);
    expect(await digests(away)).toEqual(await digests(other));
  });

  test("that is damaged, cut, made newer or made by somebody else changes nothing", async () => {
    const before = await digests(away);
    const refusal = async (bytes: Buffer) => {
      const file = join(folder, "bad.backup");
      await writeFile(file, bytes);
      const { status, stderr } = await command(away, "restore", file, "--replace");
      return [status, stderr.trim().split("\n").at(-1)];
    };
    const whole = await readFile(archive);
    const { header, manifest } = await readBackup(archive);
    const remade = (members: [string, Buffer | string][]) => Buffer.concat([...members.flatMap(([name, content]) => tarPieces({ name, bytes: Buffer.from(content) })), TAR_END]);
    const first: [string, string] = ["debrief-backup.json", JSON.stringify(header)];
    expect(await refusal(whole.subarray(0, whole.length - 1_024))).toEqual([1, expect.stringContaining("damaged")]);
    expect(await refusal(Buffer.from("not an archive"))).toEqual([1, expect.stringContaining("damaged")]);
    expect(await refusal(remade([["debrief-backup.json", JSON.stringify({ ...header, version: 2 })]]))).toEqual([1, expect.stringContaining("newer release")]);
    expect(await refusal(remade([["debrief-backup.json", JSON.stringify({ ...header, step: "999-later" })], ["manifest.json", JSON.stringify(manifest)]]))).toEqual([1, expect.stringContaining("damaged")]);
    expect(await refusal(remade([first]))).toEqual([1, expect.stringContaining("ends before its end")]);
    expect(await refusal(remade([first, ["../../etc/passwd", "x"]]))).toEqual([1, expect.stringContaining("no backup of Debrief")]);
    expect(await refusal(remade([first, ["tables/people/000001.gz", gzipSync(Buffer.alloc(200 << 20))]]))).toEqual([1, expect.stringContaining("damaged")]);
    expect(await refusal(remade([first, ["tables/people/000002.gz", gzipSync("[]\n")]]))).toEqual([1, expect.stringContaining("no backup of Debrief")]);
    expect(await refusal(remade([first, ["manifest.json", JSON.stringify({ ...manifest, files: [{ path: "../outside", bytes: 0, sha256: "0".repeat(64) }] })]]))).toEqual([1, expect.stringContaining("damaged")]);
    expect(await digests(away)).toEqual(before);
    expect(existsSync(join(folder, "outside"))).toBe(false);
  });

  test.runIf(!onPostgres)("is refused or is the same, whichever of its bytes is another one", async () => {
    const { manifest } = await readBackup(archive);
    const file = join(folder, "flipped.backup");
    await copyFile(archive, file);
    const handle = await open(file, "r+");
    const { size } = await handle.stat();
    await fc.assert(fc.asyncProperty(fc.nat(size - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, place);
      await handle.write(Buffer.from([buffer[0]! ^ change]), 0, 1, place);
      const read = await readBackup(file).then((found) => found.manifest, (error: unknown) => error);
      await handle.write(buffer, 0, 1, place);
      expect(read instanceof BackupError || JSON.stringify(read) === JSON.stringify(manifest)).toBe(true);
    }), { numRuns: 40 });
    await handle.close();
  });
});

describe.runIf(!onPostgres)("mail that waited when a backup was made", () => {
  test("is held back by a restore until an administrator sends or drops it, and is decided on once", async () => {
    const [from, to] = ["from", "to"].map((name) => join(folder, `mail-${name}.sqlite`)) as [string, string];
    const file = join(folder, "mail.backup");
    const at = new Date("2026-05-01T12:00:00Z");
    await opened(from, async (db) => {
      await migrate(db);
      const person = await makePerson(db);
      for (const [day, state] of [["2026-04-28", "queued"], ["2026-04-29", "sending"], ["2026-04-30", "sent"]] as const) await db("outbox").insert({ ...newMail({ person_id: person.id, channel_id: null, kind: "digest", day }, at), state });
    });
    await command(from, "backup", file);
    expect((await command(to, "restore", file)).stderr).toContain("2 messages that waited to go out then are held back");
    await opened(to, async (db) => {
      const states = async () => (await db("outbox").orderBy("id").select("state")).map(({ state }) => state);
      const admin = await makePerson(db);
      expect(await states()).toEqual(["held", "held", "sent"]);
      expect(await findWaitingMail(db, "2027")).toBeUndefined();
      expect([await decideHeldMail(db, admin, "send", at), await states()]).toEqual([2, ["queued", "queued", "sent"]]);
      await expect(decideHeldMail(db, admin, "drop", at)).rejects.toThrow();
      await holdUnsent(db);
      expect([await decideHeldMail(db, admin, "drop", at), await states()]).toEqual([2, ["dropped", "dropped", "sent"]]);
    });
  });
});

describe("debrief check", () => {
  test("names keys that lead nowhere, and a newest backup that is not as it was written", async () => {
    const [own, dataDir] = [await fresh(), join(folder, "checked")];
    const file = "debrief-2026-01-01T030000Z.backup";
    await mkdir(join(dataDir, "backups"), { recursive: true });
    await writeFile(join(dataDir, "backups", file), "");
    await opened(own, async (db) => {
      await db("backup_runs").insert({ night: "2026-01-01", state: "done", planned_at: "", file, sha256: "" });
      await db.raw(onPostgres ? "SET session_replication_role = replica; INSERT INTO person_roles (person_id, role) VALUES (7, 'admin'); SET session_replication_role = DEFAULT" : "SELECT 1");
    });
    const { status, stdout } = await debrief(["check", "--json"], { env: { DATABASE_URL: own, DATA_DIR: dataDir } });
    const loose = { kind: "keys", table: "person_roles", parent: "people", count: 1 };
    expect([status, stdout.trim().split("\n").map((line) => JSON.parse(line) as object)]).toMatchObject([1, [...(onPostgres ? [loose] : []), { kind: "backup", file }]]);
  });
});

describe("the clock", () => {
  test("makes one backup a night whatever the number of processes, removes what no generation keeps, and says when one failed", async () => {
    const [config, backupDir] = [{ ...readConfig({ DATA_DIR: join(folder, "clock") }) }, join(folder, "clock/backups")];
    await mkdir(backupDir, { recursive: true });
    for (const name of ["debrief-2026-01-01T030000Z.backup", "debrief-2026-03-01T030000Z.backup", "theirs.backup"]) await writeFile(join(backupDir, name), "");
    const own = await fresh();
    config.databaseUrl = own;
    await opened(own, async (db) => {
      await db("installation_settings").insert({ section: "backups", version: 1, given: JSON.stringify({ backupsEnabled: true, backupMonths: 1, backupWeeks: 1, backupDays: 1 }), changed_at: "" });
      const round = (at: string, given = config) => makeBackups(db, given, () => new Date(at), () => true);
      await round("2026-05-01T12:00:00Z");
      expect(await readdir(backupDir)).toHaveLength(3);
      await Promise.all(["2026-05-02T12:00:00Z", "2026-05-02T12:00:01Z"].map((at) => round(at)));
      await round("2026-05-02T13:00:00Z");
      expect((await readdir(backupDir)).filter((name) => !name.startsWith("debrief-2026-05-02T12"))).toEqual(["theirs.backup"]);
      expect(await listRuns(db, 9)).toMatchObject([{ night: "2026-05-02", state: "done", tries: 1 }]);
      const settings = await readSettings(db, config);
      expect([await findBackupTrouble(db, settings, new Date("2026-05-04T11:00:00Z")), await findBackupTrouble(db, settings, new Date("2026-05-05T13:00:00Z"))]).toEqual([undefined, "late"]);
      await round("2026-05-03T12:00:00Z", { ...config, backupDir: join(folder, "full.sqlite/backups") });
      expect([await findBackupTrouble(db, settings, new Date("2026-05-03T12:00:00Z")), (await listRuns(db, 1))[0]]).toMatchObject(["failed", { state: "failed", problem: expect.stringContaining("no-folder") as string }]);
      await round("2026-05-03T14:00:00Z");
      expect(await findBackupTrouble(db, settings, new Date("2026-05-03T14:00:00Z"))).toBe(undefined);
    });
  });
});
