import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
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
  expect(await check("--against", stdout.trim(), "--json")).toMatchObject({ status: 1, stdout: '{"kind":"missing","from":31,"to":31}\n' });
  expect((await check("--against", "60")).status).toBe(2);
});
