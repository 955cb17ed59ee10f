/**
 * Two processes on one PostgreSQL, which keeps every answer before it is acknowledged, against one: `npm run bench -- processes`. 32 learners answer as fast as they can: over one process, each of the two in turn; over both; and over two that share nothing
 * but the machine, each with a PostgreSQL of its own. With cores to spare two processes store nearly twice as much as one. Where the learners and PostgreSQL take the same cores, processes that share nothing slow each other down too;
 * whether a second one is in the way of the first is told by what an answer costs beside that.
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
/** Rounds that do not count: a process answers 320 in each, and is slower until it has answered a few thousand. */
const WARM = 20;
const ROUNDS = 10;

/** Those who answer at the same time, and the servers that they answer to. */
interface Crowd { servers: readonly Served[]; learners: readonly Learner[]; slug: string }

async function answersOf({ servers, learners, slug }: Crowd): Promise<{ rate: number; cpu: number }> {
  await together(learners, LEARNERS, (learner) => begin(learner, slug));
  const spent = async () => (await Promise.all(servers.map((server) => server.spent()))).reduce((sum, { cpu }) => sum + cpu, 0);
  const [before, start] = [await spent(), performance.now()];
  await together(learners, LEARNERS, async (learner) => { while (learner.answers.length > 0) await answer(learner); });
  const count = learners.length * LENGTH;
  return { rate: count / ((performance.now() - start) / 1000), cpu: (1000 * ((await spent()) - before)) / count };
}

/** The slug of a quiz, in a database that a server has made, and so many who may take it. */
async function fill(url: string, people: number): Promise<{ slug: string; emails: string[] }> {
  const db = openDatabase(url);
  const [slug] = await makeShippedQuizzes(db, LENGTH);
  while ((await checkBank(db)) > 0);
  const emails = await makePeople(db, people);
  await db.destroy();
  return { slug, emails };
}

async function signIn(emails: readonly string[], { address }: Served): Promise<Learner[]> {
  const learners = emails.map((): Learner => ({ browser: openBrowser(address), answers: [] }));
  for (const [place, { browser }] of learners.entries()) await browser.post("/session", { email: emails[place]!, password: PASSWORD });
  return learners;
}

const postgres = [await startPostgres({ safe: true }), await startPostgres({ safe: true })];
const folder = await mkdtemp(join(tmpdir(), "debrief-bench-"));
try {
  const [url, otherUrl] = postgres.map(({ address }) => `${address}/postgres`) as [string, string];
  const [first, second, other] = [await serve(url, folder), await serve(url, folder), await serve(otherUrl, folder)];
  const [{ slug, emails }, { emails: elsewhere }] = [await fill(url, 4 * LEARNERS), await fill(otherUrl, LEARNERS / 2)];
  const some = async (server: Served, count: number) => signIn(emails.splice(0, count), server);
  const alone: Crowd[] = [];
  for (const server of [first, second]) alone.push({ slug, servers: [server], learners: await some(server, LEARNERS) });
  const both: Crowd = { slug, servers: [first, second], learners: [...(await some(first, LEARNERS / 2)), ...(await some(second, LEARNERS / 2))] };
  const apart: Crowd = { slug, servers: [first, other], learners: [...(await some(first, LEARNERS / 2)), ...(await signIn(elsewhere, other))] };

  const seen: { one: number; two: number; rates: number; costs: number; crowding: number; own: number }[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const [one, two, strangers] = [await answersOf(alone[round % 2]!), await answersOf(both), await answersOf(apart)];
    if (round >= WARM) seen.push({ one: one.cpu, two: two.cpu, rates: two.rate / one.rate, costs: two.cpu / one.cpu, crowding: strangers.cpu / one.cpu, own: two.cpu / strangers.cpu });
    if (round === WARM + ROUNDS - 1) console.log(`${one.rate.toFixed(0)} answers a second over one process, ${two.rate.toFixed(0)} over two, ${availableParallelism()} cores for them, PostgreSQL and ${LEARNERS} learners`);
  }
  const middle = (name: keyof (typeof seen)[number]) => quantile(seen.map((each) => each[name]), 0.5);
  console.log(`An answer takes ${middle("one").toFixed(0)} microseconds of CPU over one process, ${middle("two").toFixed(0)} over two: ${middle("costs").toFixed(2)} times as much, and ${middle("crowding").toFixed(2)} times over two that share nothing`);
  console.log(`Two processes: ${middle("rates").toFixed(2)} times the answers (goal 1.7 where there are cores), ${middle("own").toFixed(2)} times the CPU of two that share nothing (goal 1.1)`);
  for (const { browser } of [...alone, both, apart].flatMap(({ learners }) => learners)) browser.close();
  await Promise.all([first, second, other].map((server) => server.stop()));
  if (middle("rates") < 1.7 && middle("own") > 1.1) process.exitCode = 1;
} finally {
  for (const each of postgres) await each.stop();
  await rm(folder, { recursive: true, force: true });
}
