/**
 * The desk with ten times the people, teams and answers: `npm run bench -- dashboards [PEOPLE]`. A tenth of 100,000 people (1,000 teams, 10 million answers) against all of them, on SQLite.
 * Prints how long the sums take to be made, how long pages take (median and 95th percentile of requests that go round, over HTTP), what one more answer costs, and the ratios.
 */
import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { summarise } from "../src/domain/summarising.ts";
import { openDatabase } from "../src/storage/database.ts";
import { migrate } from "../src/storage/migrations.ts";
import { takeOffTriggers, putOnTriggers } from "../src/storage/summary-triggers.ts";
import type { Db } from "../src/storage/tables.ts";
import { ATTEMPTS, fillOrganisation, PASSWORD, PER_TEAM, QUESTIONS } from "./support/organisation.ts";
import { quantile } from "./support/quantiles.ts";

const NOW = new Date("2026-11-01T09:00:00Z");
const ROUNDS = 40;
const since = (start: number) => performance.now() - start;

/** In milliseconds; `cpu` is the work of one request in the mean, which other programs on the machine change least. */
interface Timed { median: number; p95: number; cpu: number }
interface Outcome { people: number; pages: Map<string, Timed>; answer: { bare: number; marked: number }; refresh: number }

async function measure(people: number, folder: string): Promise<Outcome> {
  const file = join(folder, `${people}.sqlite`);
  const db = openDatabase(file);
  await migrate(db);
  await takeOffTriggers(db);
  let start = performance.now();
  const spent = process.cpuUsage();
  await db.raw("PRAGMA synchronous = OFF");
  await fillOrganisation(db, people);
  console.log(`${people} people, ${people / PER_TEAM} teams, ${people * ATTEMPTS * 10} answers: made in ${(since(start) / 1000).toFixed(0)} s, ${Math.round(statSync(file).size / 1e6)} MB`);
  start = performance.now();
  await summarise(db, NOW);
  await db.raw("ANALYZE");
  await db.raw("PRAGMA wal_checkpoint(TRUNCATE)");
  await db.raw("PRAGMA synchronous = FULL");
  console.log(`   sums made in ${(since(start) / 1000).toFixed(0)} s (all so far took ${(process.cpuUsage(spent).user / 1e6).toFixed(0)} s of CPU), ${Math.round(statSync(file).size / 1e6)} MB with them`);

  const config = readConfig({ DATABASE_URL: file, TIME_ZONE: "UTC" });
  const server = createServer(createApp({ db, now: () => NOW, config, secret: "the secret of the benchmark" }));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = { bare: await answers(db), marked: 0 };
  await putOnTriggers(db);
  answer.marked = await answers(db);
  start = performance.now();
  await summarise(db, NOW);
  const refresh = since(start);
  const pages = new Map<string, Timed>();
  for (const [who, person, paths] of [["admin", 1, ["/desk", "/desk/teams/area1", "/desk/teams/team1", "/desk/quizzes/quiz-3", "/desk/knowledge", "/desk/knowledge?team=area1", "/desk/assignments", "/desk/assignments/a1"]], ["manager", 2, ["/desk", "/desk/knowledge", "/desk/assignments"]]] as const) {
    const cookie = await signIn(address, `${person}@bench.test`);
    for (const path of paths) pages.set(`${who} ${path}`, await timed(address, path, cookie));
  }
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await db.destroy();
  return { people, pages, answer, refresh };
}

/** What storing an answer costs, in milliseconds, with or without marks. */
async function answers(db: Db): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < 200; n++) {
    const start = performance.now();
    await db.transaction(async (tx) => {
      await tx("responses").where({ id: 1 + n * 37 }).update({ score: n % 2 });
      await tx("memories").where({ person_id: 1 + n, fact_id: 1 + (2 + (1 + n) % 2) % QUESTIONS }).update({ stability: 3 + n });
    });
    taken.push(since(start));
  }
  return quantile(taken, 0.5);
}

async function signIn(address: string, email: string): Promise<string> {
  const answer = await fetch(`${address}/session`, { method: "POST", redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" }, body: new URLSearchParams({ email, password: PASSWORD }).toString() });
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

async function timed(address: string, path: string, cookie: string): Promise<Timed> {
  const taken: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS + 3; round++) {
    const start = performance.now();
    const answer = await fetch(address + path, { headers: { cookie } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path} gives ${answer.status}.`);
    if (round >= 3) taken.push(since(start));
  }
  const { user, system } = process.cpuUsage(before);
  return { median: quantile(taken, 0.5), p95: quantile(taken, 0.95), cpu: (user + system) / 1000 / (ROUNDS + 3) };
}

async function main(): Promise<void> {
  const most = Number(process.argv[2] ?? 100_000);
  const folder = await mkdtemp(join(process.env["BENCH_DIR"] ?? tmpdir(), "dashboards-"));
  try {
    const [small, large] = [await measure(most / 10, folder), await measure(most, folder)];
    let isHeld = true;
    console.log(`milliseconds${" ".repeat(24)}${String(small.people).padStart(8)}   ${String(large.people).padStart(8)}   95 %    ratio       CPU small   CPU large   ratio`);
    for (const [path, { median, p95, cpu }] of large.pages) {
      const before = small.pages.get(path)!;
      const holds = p95 <= 150;
      isHeld &&= holds;
      console.log(`   ${path.padEnd(33)}${before.median.toFixed(1).padStart(8)}   ${median.toFixed(1).padStart(8)}   ${p95.toFixed(1).padStart(6)}   ${(median / before.median).toFixed(2).padStart(6)}   ${before.cpu.toFixed(1).padStart(12)}   ${cpu.toFixed(1).padStart(9)}   ${(cpu / before.cpu).toFixed(2)}${holds ? "" : "   OVER 150 ms"}`);
    }
    for (const { people, answer, refresh } of [small, large]) console.log(`   ${people} people: two writes of an answer ${answer.bare.toFixed(2)} ms, with marks ${answer.marked.toFixed(2)} ms; 200 people counted anew in ${refresh.toFixed(0)} ms`);
    for (const [path, name] of [["admin /desk", "First view"], ["admin /desk/assignments/a1", "The page of an assignment of everybody"]] as const) {
      const ratio = large.pages.get(path)!.median / small.pages.get(path)!.median;
      isHeld &&= ratio <= 1.3;
      console.log(`${name} with ten times the data: ${ratio.toFixed(2)} times as long, at most 1.30: ${ratio <= 1.3 ? "held" : "NOT HELD"}`);
    }
    if (!isHeld) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
