/**
 * Answers that are stored: `npm run bench -- answers [STORED...]`. For each number of answers that are there already (1,000 and 100,000 where none is given) 64 learners answer as fast as they can, the real server,
 * SQLite with synchronous=FULL; then they come at 70 % of that, on a clock of their own. The numbers take turns, round by round. In the same rounds: the page of a question of the same server, with all that stands before each of its pages, which stores nothing;
 * Express with a session in memory, helmet, compression and the same page, which stores nothing either; Express with that session and a few lines of HTML and nothing else, which says how much of the machine the product takes;
 * and bare inserts of the library with group commit.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { serveBare } from "./support/bare.ts";
import { answer, begin, LENGTH, type Learner } from "./support/answering.ts";
import { openBrowser, together, type Browser } from "./support/browsing.ts";
import { fillHistory } from "./support/history.ts";
import { insertsASecond } from "./support/inserting.ts";
import { makeBenchFile, PASSWORD } from "./support/learners.ts";
import { quantile } from "./support/quantiles.ts";
import { serve, type Served } from "./support/serving.ts";

const LEARNERS = 64;
const ROUNDS = 5;
/** Rounds that do not count: the first few thousand requests are slower. */
const WARM = 5;
const LOAD = 0.7;
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 100_000];
const median = (values: readonly number[]) => quantile(values, 0.5);

interface Measured { rate: number; cpu: number; ofPages: number; ofExpress: number; ofBare: number; cpuOfBare: number; ofInserts: number; p50: number; p99: number; rss: number }

async function closed(server: Served, learners: readonly Learner[], slug: string): Promise<{ rate: number; cpu: number }> {
  await together(learners, LEARNERS, async (learner) => { await begin(learner, slug); });
  const [before, start] = [(await server.spent()).cpu, performance.now()];
  await together(learners, LEARNERS, async (learner) => { while (learner.answers.length > 0) await answer(learner); });
  const count = learners.length * LENGTH;
  return { rate: count / ((performance.now() - start) / 1000), cpu: ((await server.spent()).cpu - before) / count };
}

/** Question pages a second. */
async function looking(learners: readonly Learner[], slug: string): Promise<number> {
  await together(learners, LEARNERS, async (learner) => { await begin(learner, slug); });
  const start = performance.now();
  await together(learners, LEARNERS, async ({ browser, answers }) => { for (let turn = 0; turn < LENGTH; turn++) await browser.get(answers[0]!.replace("/response", "")); });
  return (learners.length * LENGTH) / ((performance.now() - start) / 1000);
}

/** Whoever comes does not wait for those before: the milliseconds from when each answer was due. */
async function open(learners: readonly Learner[], slug: string, rate: number): Promise<number[]> {
  await together(learners, LEARNERS, async (learner) => { await begin(learner, slug); });
  const [free, taken, sent]: [Learner[], number[], Promise<void>[]] = [[...learners], [], []];
  let due = performance.now();
  for (let n = 0; n < learners.length * LENGTH; n++) {
    due += (-Math.log(1 - ((n * 7919 + 13) % 1000) / 1000) * 1000) / rate;
    if (due > performance.now()) await wait(due - performance.now());
    while (free.length === 0) await wait(1);
    const [at, learner] = [due, free.shift()!];
    sent.push(answer(learner).then(() => { taken.push(performance.now() - at); if (learner.answers.length > 0) free.push(learner); }));
  }
  await Promise.all(sent);
  return taken;
}

/** A server with so many answers stored, and what was measured of it. `start`: milliseconds until it gave its first answer. */
interface Place { stored: number; folder: string; slug: string; server: Served; start: number; people: string[]; learners: Learner[]; rounds: Measured[] }

async function openPlace(stored: number): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-bench-"));
  const { url, slug, people } = await makeBenchFile(folder, LENGTH, LEARNERS, (db, quiz) => fillHistory(db, quiz, stored));
  const begun = performance.now();
  const server = await serve(url, folder);
  await fetch(`${server.address}/healthz`);
  const start = performance.now() - begun;
  return { stored, folder, slug, server, start, people, learners: people.map(() => ({ browser: openBrowser(server.address), answers: [] })), rounds: [] };
}

async function measure({ server, learners, slug, rounds }: Place, bare: Served, visitors: readonly Browser[]): Promise<void> {
  const pages = await looking(learners, slug);
  const { rate, cpu } = await closed(server, learners, slug);
  const [express, floor] = [await visiting(bare, visitors, "/question"), await visiting(bare, visitors, "/page")];
  const inserts = await insertsASecond(LEARNERS * 50, LEARNERS);
  const taken = await open(learners, slug, rate * LOAD);
  rounds.push({ rate, cpu, ofPages: rate / pages, ofExpress: rate / express.rate, ofBare: rate / floor.rate, cpuOfBare: floor.cpu / cpu, ofInserts: rate / inserts, p50: quantile(taken, 0.5), p99: quantile(taken, 0.99), rss: (await server.spent()).rss });
}

async function visiting(bare: Served, visitors: readonly Browser[], path: string): Promise<{ rate: number; cpu: number }> {
  const [before, from] = [(await bare.spent()).cpu, performance.now()];
  await together(visitors, LEARNERS, async (visitor) => { for (let turn = 0; turn < LENGTH; turn++) await visitor.get(path); });
  const count = LEARNERS * LENGTH;
  return { rate: count / ((performance.now() - from) / 1000), cpu: ((await bare.spent()).cpu - before) / count };
}

/** The page of a question as a learner gets it. */
async function questionPage({ learners: [learner], slug }: Place): Promise<string> {
  await begin(learner!, slug);
  return learner!.browser.read(learner!.answers[0]!.replace("/response", ""));
}

const [places, served, visitors]: [Place[], Served[], Browser[]] = [[], [], []];
try {
  for (const stored of sizes) places.push(await openPlace(stored));
  served.push(...places.map(({ server }) => server));
  for (const { learners, people } of places) await together(learners, LEARNERS, async ({ browser }) => { await browser.post("/session", { email: people.pop()!, password: PASSWORD }); });
  const bare = await serveBare(await questionPage(places[0]!));
  served.push(bare);
  while (visitors.length < LEARNERS) visitors.push(openBrowser(bare.address));
  for (let round = 0; round < WARM + ROUNDS; round++) for (const place of round % 2 === 0 ? places : [...places].reverse()) await measure(place, bare, visitors);
  for (const place of places) tell(place);
  const [first, last] = [counted(places[0]!), counted(places.at(-1)!)];
  const growth = median(last.map(({ cpu }, round) => cpu / first[round]!.cpu));
  if (places.length > 1) console.log(`CPU of an answer with ${(sizes.at(-1)! / sizes[0]!).toLocaleString("en")} times as many: ${growth.toFixed(2)} times, goal 1.2`);
  if (growth > 1.2 || places.some((place) => of(place, "ofPages") < 0.6 || of(place, "p99") > 50)) process.exitCode = 1;
} finally {
  for (const browser of [...visitors, ...places.flatMap(({ learners }) => learners.map((each) => each.browser))]) browser.close();
  await Promise.all(served.map((server) => server.stop()));
  for (const { folder } of places) await rm(folder, { recursive: true, force: true });
}

function counted({ rounds }: Place): Measured[] {
  return rounds.slice(WARM);
}

function of(place: Place, key: keyof Measured): number {
  return median(counted(place).map((each) => each[key]));
}

function tell(place: Place): void {
  const percent = (key: "ofPages" | "ofExpress" | "ofBare" | "cpuOfBare" | "ofInserts") => `${(100 * of(place, key)).toFixed(0)} %`;
  console.log(`${place.stored.toLocaleString("en")} answers stored before: ${of(place, "rate").toFixed(0)} more a second from ${LEARNERS} learners, ${(of(place, "cpu") * 1000).toFixed(0)} microseconds of CPU each; first answer ${place.start.toFixed(0)} ms after the start, memory ${of(place, "rss").toFixed(0)} MB`);
  console.log(`   ${percent("ofPages")} of the question pages that the same server gives (goal 60), ${percent("ofExpress")} of the same page from Express with a session in memory, helmet and compression, ${percent("ofInserts")} of bare inserts; at ${LOAD * 100} % of that the median is ${of(place, "p50").toFixed(1)} ms and 99 % are under ${of(place, "p99").toFixed(1)} ms (goal 50)`);
  console.log(`   Express with a session in memory and a page and nothing else: ${percent("cpuOfBare")} of the CPU of an answer, and an answer is ${percent("ofBare")} of its pages`);
}
