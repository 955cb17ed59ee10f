/**
 * A soak with faults: `npm run bench -- soak [MINUTES] [postgres]`, ten minutes on SQLite by default. Two real processes on one database, learners who answer on and on of whichever they reach, and every few seconds a fault: processes
 * killed or told to end, a full disk (a small file system in memory, where this user may mount one), a database restarted, killed or not heard of, hundreds of slow and idle connections, heads far too large. After each, what was
 * acknowledged is counted again. Prints how many answers a second there were, what the faults were, and what was lost or counted twice: nothing, or the end is 1.
 */
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { checkAudit } from "../src/domain/checking-audit.ts";
import { checkSummaries } from "../src/domain/rebuilding.ts";
import { sessionSecret } from "../src/domain/secrets.ts";
import { systemClock } from "../src/lib/clock.ts";
import { configureLog } from "../src/lib/log.ts";
import { buildWhenStale } from "../test/support/build.ts";
import { makePerson, makeQuiz, PASSWORD } from "../test/support/make.ts";
import { startProgram, type Program } from "../test/support/process.ts";
import { answerNext, seat, wrongsOf, type Sitter } from "../test/support/sitters.ts";
import { quantile } from "./support/quantiles.ts";
import { onPostgres, onSqlite, type Fault } from "./support/soak-places.ts";

const minutes = Number(process.argv[2] ?? 10);
const [LEARNERS, QUESTIONS] = [8, 60];

buildWhenStale();
configureLog({ format: "text", level: "error" });
const place = await (process.argv.includes("postgres") ? onPostgres() : onSqlite());
const { db } = place;
const people = await Promise.all(Array.from({ length: LEARNERS }, () => makePerson(db)));
const slug = (await makeQuiz(db, { questions: QUESTIONS })).quiz.slug;

interface Process { program: Program; address: string }
const begin = async (): Promise<Process> => { const program = await startProgram("dist/server.js", { DATA_DIR: place.folder, DATABASE_URL: place.url, LOG_LEVEL: "error" }); return { program, address: await program.address }; };
const pair = await Promise.all([begin(), begin()]);
const addressAt = (turn: number) => pair[turn % 2]!.address;

const [taken, wrongs]: [number[], string[]] = [[], []];
const counts = new Map<string, number>();
const [sitters, all]: [Sitter[], Sitter[]] = [[], []];
for (const [seatNumber, person] of people.entries()) sitters.push(await seat(addressAt(seatNumber), person, PASSWORD, slug));
all.push(...sitters);
let isOver = false;

const noted = (status: number) => { const name = status === 303 ? "stored" : status === 0 ? "nothing heard" : `answered with ${status}`; counts.set(name, (counts.get(name) ?? 0) + 1); };

/** Who hears nothing sends the same again, to the other process; whoever is through begins again. */
async function answerOn(place: number): Promise<void> {
  for (let turn = place; !isOver; turn += 1) {
    const sitter = sitters[place]!;
    if (sitter.acknowledged === QUESTIONS) { await beginAgain(place, turn); continue; }
    const began = performance.now();
    const status = await answerNext(addressAt(turn), sitter);
    noted(status);
    if (status === 303) taken.push(performance.now() - began); else await wait(50);
  }
}

async function beginAgain(place: number, turn: number): Promise<void> {
  const next = await seat(addressAt(turn), people[place]!, PASSWORD, slug).catch((error: Error) => error.message);
  if (typeof next !== "string") { sitters[place] = next; all.push(next); return; }
  if (/^No (?:attempt|session|start)/.test(next)) counts.set(next, (counts.get(next) ?? 0) + 1);
  await wait(50);
}

async function replace(place: number, signal: NodeJS.Signals): Promise<void> {
  const { program } = pair[place]!;
  await program.stop(signal);
  await program.remove();
  pair[place] = await begin();
}

async function dial(count: number, words: string, milliseconds: number): Promise<void> {
  const sockets = Array.from({ length: count }, (_, turn) => { const socket = connect(Number(new URL(addressAt(turn)).port), "127.0.0.1"); socket.on("error", () => undefined).once("connect", () => socket.write(words)); return socket; });
  await wait(milliseconds);
  for (const socket of sockets) socket.destroy();
}

const FAULTS: Fault[] = [
  ["killed", (turn) => replace(turn % 2, "SIGKILL")],
  ["slow bodies", () => dial(300, "POST /session HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\nemail=", 2_000)],
  ["killed", (turn) => replace((turn + 1) % 2, "SIGKILL")],
  ...place.faults,
  ["idle connections", () => dial(1_000, "", 2_000)],
  ["told to end", (turn) => replace(turn % 2, "SIGTERM")],
  ["far too large", () => dial(50, `GET /${"a".repeat(60_000)}`, 500)],
  ["both killed", () => Promise.all([replace(0, "SIGKILL"), replace(1, "SIGKILL")])],
];

const end = performance.now() + minutes * 60_000;
const answering = people.map((_, place) => answerOn(place));
for (let turn = 0; performance.now() < end; turn += 1) {
  const [name, deed] = FAULTS[turn % FAULTS.length]!;
  await deed(turn);
  counts.set(name, (counts.get(name) ?? 0) + 1);
  await wait(1_000);
  wrongs.push(...(await wrongsOf(db, sitters)));
}
isOver = true;
await Promise.all(answering);
const memory = pair.map(({ program }) => Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${program.pid}/status`, "utf8"))?.[1] ?? 0) / 1e3);
for (const { program } of pair) { wrongs.push(...(/ {4}at .*(?:TypeError|uncaught)/.exec(program.output()) ?? [])); await program.stop(); await program.remove(); }

wrongs.push(...(await wrongsOf(db, all)));
wrongs.push(...(await place.wrongs()));
wrongs.push(...(await checkSummaries(db, systemClock())), ...(await checkAudit(db, await sessionSecret(db), systemClock())).problems.map((problem) => JSON.stringify(problem)));
await place.close();

console.log(`${minutes} minutes, ${LEARNERS} people, two processes on ${place.name}`);
console.log(`   ${taken.length} answers stored in ${all.length} attempts, ${(taken.length / minutes / 60).toFixed(0)} a second with faults; median ${quantile(taken, 0.5).toFixed(1)} ms, 99 % under ${quantile(taken, 0.99).toFixed(1)} ms; memory ${memory.map((each) => each.toFixed(0)).join(" and ")} MB`);
console.log(`   ${[...counts].map(([name, count]) => `${name} ${count}`).join(", ")}`);
console.log(`   lost, doubled, miscounted or damaged: ${wrongs.length}${wrongs.length > 0 ? `\n${wrongs.slice(0, 20).map((wrong) => `      ${wrong}`).join("\n")}` : ""}`);
if (wrongs.length > 0) process.exitCode = 1;
