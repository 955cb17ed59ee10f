/**
 * What a full attempt costs the server: `npm run bench -- attempts [ATTEMPTS]`. Eight learners at a time start a quiz of ten questions of the content that ships, answer them one a page, read why
 * after each, and look at the result; then the same quiz that tells at its end, as other platforms' tests do. The real server, SQLite with synchronous=FULL. Signing in (argon2) is told apart.
 * Between the rounds, Express with a session in memory and one page.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attemptIn } from "../test/support/attempt-in.ts";
import { serveBare } from "./support/bare.ts";
import { openBrowser, together, type Browser } from "./support/browsing.ts";
import { makeBenchFile, PASSWORD } from "./support/learners.ts";
import { quantile } from "./support/quantiles.ts";
import { serve, type Served } from "./support/serving.ts";

const LEARNERS = 8;
const LENGTH = 10;
const ROUNDS = 5;
const BARE = 1_500;
const GOAL = 50;
const each = Math.ceil(Number(process.argv[2] ?? 400) / ROUNDS);
const median = (values: readonly number[]) => quantile(values, 0.5);

async function sit(browser: Browser, slug: string, isTold: boolean): Promise<void> {
  const first = (await browser.post(`/quizzes/${slug}/attempts`)).headers.location!;
  await browser.get(first);
  const base = attemptIn(first);
  for (let place = 1; place <= LENGTH; place++) {
    const { headers } = await browser.post(`${base}/questions/${place}/response`, { chosen: "1", confidence: "sure" });
    await browser.get(headers.location!);
    if (isTold) await browser.get(place < LENGTH ? `${base}/questions/${place + 1}` : `${base}/result`);
  }
}

/** Milliseconds of CPU that the server spends on a deed. */
async function costOf(server: Served, deed: () => Promise<unknown>): Promise<number> {
  const before = (await server.spent()).cpu;
  await deed();
  return (await server.spent()).cpu - before;
}

const folder = await mkdtemp(join(tmpdir(), "debrief-bench-"));
const { url, slug, untold, people } = await makeBenchFile(folder, LENGTH, (ROUNDS + 1) * each);

const [server, bare] = [await serve(url, folder), await serveBare()];
try {
  const [entering, sitting, sittingUntold, floor, taken]: number[][] = [[], [], [], [], []];
  let [requests, requestsUntold] = [0, 0];
  for (let round = 0; round <= ROUNDS; round++) {
    const browsers: Browser[] = [];
    const entered = await costOf(server, () => together(people.splice(0, each), LEARNERS, async (email) => { const browser = openBrowser(server.address); await browser.post("/session", { email, password: PASSWORD }); browsers.push(browser); }));
    for (const browser of browsers) browser.taken.length = 0;
    const sat = await costOf(server, () => together(browsers, LEARNERS, (browser) => sit(browser, slug, true)));
    const answered = browsers.flatMap((browser) => browser.taken);
    const satUntold = await costOf(server, () => together(browsers, LEARNERS, (browser) => sit(browser, untold, false)));
    const visitors = Array.from({ length: LEARNERS }, () => openBrowser(bare.address));
    const spent = await costOf(bare, () => together(visitors, LEARNERS, async (visitor) => { for (let turn = 0; turn < BARE / LEARNERS / 3; turn++) { await visitor.post("/answer"); await visitor.get("/page"); await visitor.get("/page"); } }));
    for (const browser of [...browsers, ...visitors]) browser.close();
    if (round === 0) continue;
    entering!.push(entered / each);
    sitting!.push(sat / each);
    sittingUntold!.push(satUntold / each);
    floor!.push(spent / BARE);
    taken!.push(...answered);
    requests = answered.length / each;
    requestsUntold = browsers.reduce((sum, browser) => sum + browser.taken.length, 0) / each - requests;
  }
  const [attempt, request] = [median(sitting!), median(floor!)];
  console.log(`${ROUNDS} rounds of ${each} attempts of ${LENGTH} questions, ${LEARNERS} people at a time, ${requests.toFixed(0)} requests each`);
  console.log(`   ${attempt.toFixed(1)} ms of CPU an attempt (${sitting!.map((value) => value.toFixed(0)).join(", ")}): ${(1000 / attempt).toFixed(1)} attempts a CPU-second, goal ${GOAL}; signing in ${median(entering!).toFixed(1)} ms more`);
  console.log(`   ${((attempt / requests) * 1000).toFixed(0)} microseconds a request; Express with a session and a page ${(request * 1000).toFixed(0)}: ${median(sitting!.map((value, round) => value / requests / floor![round]!)).toFixed(2)} times as much`);
  console.log(`   told at the end, ${requestsUntold.toFixed(0)} requests: ${median(sittingUntold!).toFixed(1)} ms of CPU an attempt, ${(1000 / median(sittingUntold!)).toFixed(1)} a CPU-second`);
  console.log(`   requests: median ${median(taken!).toFixed(1)} ms, 99 % under ${quantile(taken!, 0.99).toFixed(1)} ms; memory ${(await server.spent()).rss.toFixed(0)} MB`);
  if (1000 / attempt < GOAL) process.exitCode = 1;
} finally {
  await Promise.all([server.stop(), bare.stop()]);
  await rm(folder, { recursive: true, force: true });
}
