/**
 * How long the statistics page of a question and that of its quiz take on SQLite as attempts grow: `npm run bench -- question-page [ATTEMPTS]`. A quiz of ten questions with 1,000 attempts, then with ten times as many; the first look, which tallies
 * them, is apart. Goal: ten times the attempts take at most 1.3 times as long.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { openDatabase } from "../src/storage/database.ts";
import { migrate } from "../src/storage/migrations.ts";
import { makeCrowd } from "../test/support/crowd.ts";
import { makePerson, makeQuiz, PASSWORD } from "../test/support/make.ts";

const QUESTIONS = 10;
const LOOKS = 60;
const MOST = 1.3;

const few = Number(process.argv[2] ?? 1_000);
const folder = mkdtempSync(join(tmpdir(), "debrief-bench-"));
const url = join(folder, "bench.sqlite");
const db = openDatabase(url);
const server = createServer(createApp({ db, now: () => new Date("2026-01-05T09:00:00Z"), config: readConfig({ DATABASE_URL: url, TIME_ZONE: "UTC" }), secret: "the secret of the benchmark" }));
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function look(path: string, cookie: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(site + path, { headers: { cookie } });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - start;
}

async function median(path: string, cookie: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < LOOKS; turn++) times.push(await look(path, cookie));
  return times.sort((a, b) => a - b)[LOOKS / 2]!;
}

try {
  await migrate(db);
  const trainer = await makePerson(db, { roles: ["trainer"] });
  const made = await makeQuiz(db, { questions: QUESTIONS });
  const entered = await fetch(`${site}/session`, { method: "POST", redirect: "manual", headers: { "sec-fetch-site": "same-origin" }, body: new URLSearchParams({ email: trainer.email, password: PASSWORD }) });
  const cookie = entered.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");
  const pages = { question: `/studio/questions/${made.questions[0]!.row.public_id}/statistics`, quiz: `/studio/quizzes/${made.quiz.slug}/statistics` };
  const times: Record<string, number>[] = [];
  for (const [more, seed] of [[few, "few"], [9 * few, "many"]] as const) {
    await makeCrowd(db, made, more, { seed });
    console.log(`first look at ${more} new attempts: ${(await look(pages.question, cookie)).toFixed(0)} ms`);
    times.push({ question: await median(pages.question, cookie), quiz: await median(pages.quiz, cookie) });
  }
  for (const name of Object.keys(pages)) {
    const [before, after] = times.map((each) => each[name]!) as [number, number];
    const holds = after / before <= MOST;
    console.log(`${name.padEnd(10)} ${few} attempts ${before.toFixed(1)} ms, ${10 * few} attempts ${after.toFixed(1)} ms: ${(after / before).toFixed(2)} times${holds ? "" : "   NOT HELD"}`);
    if (!holds) process.exitCode = 1;
  }
} finally {
  server.closeAllConnections();
  server.close();
  await db.destroy();
  rmSync(folder, { recursive: true });
}
