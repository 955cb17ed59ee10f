import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../src/storage/database.ts";
import { migrate } from "../src/storage/migrations.ts";
import { debrief } from "./support/command-line.ts";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "debrief-check-"));
  await withDb((db) => migrate(db));
});
afterAll(() => rmSync(folder, { recursive: true }));

const url = () => join(folder, "debrief.sqlite");
const check = (...words: string[]) => debrief(["check", ...words], { env: { DATABASE_URL: url(), SESSION_SECRET: "a secret of the tests" } });

async function withDb(work: (db: ReturnType<typeof openDatabase>) => Promise<unknown>): Promise<void> {
  const db = openDatabase(url());
  await work(db).finally(() => db.destroy());
}

/** A process of its own that notes thirty events. */
async function writer(): Promise<number> {
  const [database, events] = ["database", "audit-events"].map((name) => pathToFileURL(resolve(`dist/storage/${name}.js`)).href);
  const script = `const { openDatabase } = await import("${database}"); const { insertAuditEvent } = await import("${events}"); const db = openDatabase(process.argv[1]);
    for (let turn = 0; turn < 30; turn++) await insertAuditEvent(db, null, "person.changed", process.pid + "/" + turn, { turn }, new Date(0)); await db.destroy();`;
  const [code] = (await once(spawn(process.execPath, ["--input-type=module", "-e", script, url()], { stdio: "inherit" }), "exit")) as [number];
  return code;
}

test("debrief check finds what two processes wrote at once whole, and names what was done to it, by a seal that was kept too", async () => {
  expect(await Promise.all([writer(), writer()])).toEqual([0, 0]);
  const { status, stdout, stderr } = await check("--head");
  expect([status, stdout.trim(), stderr]).toEqual([0, expect.stringMatching(/^60:[0-9a-f]{64}$/), expect.stringContaining("The log is whole: 60 entries.")]);
  await withDb(async (db) => {
    await db.raw("DROP TRIGGER audit_events_remain");
    await db("audit_events").where({ number: 31 }).delete();
  });
  const found = await check("--against", stdout.trim(), "--json");
  expect([found.status, found.stdout.trim().split("\n").map((line) => JSON.parse(line) as object)]).toEqual([1, [{ kind: "missing", from: 31, to: 31 }, { kind: "shape", name: "audit_events_remain", table: "audit_events", words: expect.stringContaining("is gone or another one") as string }]]);
  expect((await check("--against", "60")).status).toBe(2);
});

test("debrief check finds what is wrong in the database itself: keys that lead nowhere, changed tables, scores, pictures, figures about teams and files that were left", async () => {
  await withDb(async (db) => {
    await db.raw("PRAGMA foreign_keys = OFF");
    await db.raw("INSERT INTO attempts (id, public_id, person_id, quiz_id, quiz_version_id, number, seed, started_at, finished_at, score, \"of\") VALUES (1, 'a', 7, 7, 7, 1, 's', '2026', '2026', 1, 2)");
    await db.raw("INSERT INTO question_versions (id, question_id, number, stem, body, created_at) VALUES (1, 1, 1, 's', ?, '2026')", [`{"stem":"![](/pictures/${"A".repeat(43)})"}`]);
    await db.raw("INSERT INTO paper_items (attempt_id, position, question_version_id, layout, missed) VALUES (1, 1, 1, '[]', 1)");
    await db("summaries").insert({ team_id: 9, own: 1, measure: "head", subject: "", period: "", people: 3, amount: 3_000, answers: 0, is_new: 0 });
    await db.raw("ALTER TABLE teams ADD COLUMN mine text");
  });
  writeFileSync(join(folder, "debrief.sqlite.restoring-0123abcd"), "");
  const { status, stdout } = await debrief(["check", "--json"], { env: { DATABASE_URL: url(), DATA_DIR: folder, SESSION_SECRET: "a secret of the tests" } });
  const kinds = stdout.trim().split("\n").map((line) => (JSON.parse(line) as { kind: string }).kind);
  expect([status, [...new Set(kinds)]]).toEqual([1, ["missing", "damaged", "shape", "score", "picture", "summary", "left-over"]]);
});
