/**
 * Two processes on one PostgreSQL against one: `npm run bench -- processes`. 32 learners answer as fast as they can, over one process and over both by turns. On a machine with cores to spare two store nearly twice as much;
 * where PostgreSQL and the learners share the cores with them, the processor time of an answer tells whether a second process is in the way of the first.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { checkBank } from "../src/domain/checking-questions.ts";
import { openDatabase } from "../src/storage/database.ts";
import { startPostgres } from "../test/support/postgres-server.ts";
import { answer, begin, LENGTH, type Learner } from "./support/answering.ts";
import { openBrowser, together } from "./support/browsing.ts";
import { makePeople, makeShippedQuizzes, PASSWORD } from "./support/learners.ts";
import { quantile } from "./support/quantiles.ts";
import { serve, type Served } from "./support/serving.ts";

const LEARNERS = 32;
/** Rounds that do not count. The second process answers a quarter as much as the first, and needs a few thousand requests too. */
const WARM = 24;
const ROUNDS = 5;
const median = (values: readonly number[]) => quantile(values, 0.5);

async function answersOf(servers: readonly Served[], learners: readonly Learner[], slug: string): Promise<{ rate: number; cpu: number }> {
  await together(learners, LEARNERS, (learner) => begin(learner, slug));
  const spent = async () => (await Promise.all(servers.map((server) => server.spent()))).reduce((sum, { cpu }) => sum + cpu, 0);
  const [before, start] = [await spent(), performance.now()];
  await together(learners, LEARNERS, async (learner) => { while (learner.answers.length > 0) await answer(learner); });
  const count = learners.length * LENGTH;
  return { rate: count / ((performance.now() - start) / 1000), cpu: ((await spent()) - before) / count };
}

const postgres = await startPostgres();
const folder = await mkdtemp(join(tmpdir(), "debrief-bench-"));
try {
  const url = `${postgres.address}/postgres`;
  const servers = [await serve(url, folder), await serve(url, folder)];
  const db = openDatabase(url);
  const [slug] = await makeShippedQuizzes(db, LENGTH);
  while ((await checkBank(db)) > 0);
  const people = await makePeople(db, 2 * LEARNERS);
  await db.destroy();
  const [all, half] = [[], []] as [Learner[], Learner[]];
  for (const [place, email] of people.entries()) {
    const learner: Learner = { browser: openBrowser(servers[place < LEARNERS ? 0 : place % 2]!.address), answers: [] };
    await learner.browser.post("/session", { email, password: PASSWORD });
    (place < LEARNERS ? half : all).push(learner);
  }
  const [rates, costs]: [number[], number[]] = [[], []];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const [one, two] = [await answersOf(servers.slice(0, 1), half, slug), await answersOf(servers, all, slug)];
    if (round >= WARM) { rates.push(two.rate / one.rate); costs.push(two.cpu / one.cpu); }
    if (round === WARM + ROUNDS - 1) console.log(`${one.rate.toFixed(0)} answers a second over one process, ${two.rate.toFixed(0)} over two, ${availableParallelism()} cores for them, PostgreSQL and ${LEARNERS} learners`);
  }
  console.log(`Two processes: ${median(rates).toFixed(2)} times the answers (goal 1.7 where there are cores), ${median(costs).toFixed(2)} times the CPU of an answer (goal 1.1)`);
  for (const { browser } of [...all, ...half]) browser.close();
  await Promise.all(servers.map((server) => server.stop()));
  if (median(rates) < 1.7 && median(costs) > 1.1) process.exitCode = 1;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
