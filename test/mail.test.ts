import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { assignQuiz } from "../src/domain/assignments.ts";
import { postOffice } from "../src/domain/post-office.ts";
import { sendWaitingMail } from "../src/domain/sending-mail.ts";
import { later, MINUTE } from "../src/lib/clock.ts";
import { newMail } from "../src/storage/outbox.ts";
import { withDatabase } from "../src/storage/with-database.ts";
import { openMailServer } from "./support/mail-server.ts";
import { mailRulesWith } from "./support/mail-rules.ts";
import { makePerson, makeQuiz, makeTeam } from "./support/make.ts";
import { goWithoutContent } from "./support/prepared.ts";
import { startProgram, type Program } from "./support/process.ts";

const running: Program[] = [];
afterEach(async () => { for (const program of running.splice(0)) { await program.stop("SIGKILL"); await program.remove(); } });

test("two processes on one database send each waiting mail, once by its id, although one of them is killed while it sends", async () => {
  const folder = await mkdtemp(join(tmpdir(), "debrief-mail-"));
  const database = join(folder, "debrief.sqlite");
  const mailServer = await openMailServer();
  const at = new Date();
  const emails = await withDatabase(database, async (db) => {
    await goWithoutContent(db);
    const team = await makeTeam(db);
    const people = await Promise.all(Array.from({ length: 60 }, () => makePerson(db, { team_id: team.id })));
    await assignQuiz(db, people[0]!, (await makeQuiz(db)).quiz, { teamId: team.id, dueAt: null }, at);
    await db("outbox").insert(people.map(({ id }) => newMail({ person_id: id, channel_id: null, kind: "digest", day: at.toISOString().slice(0, 10) }, at)));
    return people.map(({ email }) => email);
  });
  const env = { DATABASE_URL: database, SMTP_URL: mailServer.address, MAIL_FROM: "debrief@example.org", PUBLIC_URL: "http://debrief.example", TIME_ZONE: "UTC" };
  let asked = 0;
  mailServer.misbehave(() => { asked += 1; if (asked === 12) void running[0]!.stop("SIGKILL"); return undefined; });

  running.push(...(await Promise.all([startProgram("dist/server.js", env), startProgram("dist/server.js", env)])));
  await vi.waitFor(() => expect(running[1]!.output()).toContain("Debrief is open"), { timeout: 60_000 });
  const waiting = () => withDatabase(database, (db) => db("outbox").where({ state: "queued" }));
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 30_000, interval: 300 });
  expect(await running[1]!.stop()).toBe(0);
  expect(running.map(({ output }) => output()).join()).not.toMatch(/Error|failed/);

  await withDatabase(database, (db) => sendWaitingMail(db, postOffice({ address: mailServer.address, from: env.MAIL_FROM }), mailRulesWith({ site: env.PUBLIC_URL }), () => later(new Date(), 6 * MINUTE)));
  const ids = new Map(mailServer.taken.map(({ messageId, to }) => [messageId, [to].flat()[0]!.value[0]!.address]));
  expect([...ids.values()].sort()).toEqual(emails.sort());
  expect(await withDatabase(database, (db) => db("outbox").distinct("state"))).toEqual([{ state: "sent" }]);
  await mailServer.close();
  await rm(folder, { recursive: true });
}, 120_000);
