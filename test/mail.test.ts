import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { changeReminders } from "../src/domain/reminding.ts";
import { withDatabase } from "../src/storage/with-database.ts";
import { openMailServer } from "./support/mail-server.ts";
import { makePerson } from "./support/make.ts";
import { putPrepared } from "./support/prepared.ts";
import { startProgram, type Program } from "./support/process.ts";

const running: Program[] = [];
afterEach(async () => { for (const program of running.splice(0)) { await program.stop("SIGKILL"); await program.remove(); } });

test("two processes on one database send each waiting mail once, and end in good order", async () => {
  const folder = await mkdtemp(join(tmpdir(), "debrief-mail-"));
  const database = join(folder, "debrief.sqlite");
  await putPrepared(folder);
  const mailServer = await openMailServer();
  const at = new Date().toISOString();
  const emails = await withDatabase(database, async (db) => {
    const people = await Promise.all(Array.from({ length: 40 }, () => makePerson(db)));
    for (const person of people) await changeReminders(db, person, { digest: true, hour: null });
    const message = JSON.stringify({ subject: "Debrief: 1 fact to refresh", text: "One.", html: "<p>One.</p>" });
    await db("outbox").insert(people.map(({ id }) => ({ person_id: id, kind: "digest" as const, day: at.slice(0, 10), message, state: "queued" as const, tries: 0, next_at: at, created_at: at, sent_at: null, failure: null })));
    return people.map(({ email }) => email);
  });
  const env = { DATABASE_URL: database, SMTP_URL: mailServer.address, MAIL_FROM: "debrief@example.org", PUBLIC_URL: "http://debrief.example" };

  running.push(...(await Promise.all([startProgram("dist/server.js", env), startProgram("dist/server.js", env)])));
  await vi.waitFor(() => { for (const { output } of running) expect(output()).toContain("Debrief is open"); }, { timeout: 60_000 });
  await vi.waitFor(() => expect(mailServer.taken.length).toBeGreaterThanOrEqual(40), { timeout: 15_000 });
  expect(await Promise.all(running.map(({ stop }) => stop()))).toEqual([0, 0]);

  expect(mailServer.taken.map(({ to }) => [to].flat()[0]!.value[0]!.address).sort()).toEqual(emails.sort());
  expect(running.map(({ output }) => output()).join()).not.toMatch(/Error|failed/);
  await mailServer.close();
  await rm(folder, { recursive: true });
}, 90_000);
