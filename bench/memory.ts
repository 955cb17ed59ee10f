/**
 * Whether memory stays: `npm run bench -- memory [REQUESTS] [STORED]`, 100,000 requests by default, of 64 learners at once who take one quiz after the other and read what stands about it; STORED answers are there before. Prints what lives
 * on the heap after a collection, half way, because V8 still compiles before, and at the end; what the system counts as the server's; and how often the whole heap is looked through, which is often where requests leave behind what is no longer young (docs/decisions/070).
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answer, begin, LENGTH, type Learner } from "./support/answering.ts";
import { openBrowser, together } from "./support/browsing.ts";
import { fillHistory } from "./support/history.ts";
import { makeBenchFile, PASSWORD } from "./support/learners.ts";
import { serve } from "./support/serving.ts";

const LEARNERS = 64;
const [GOAL, MOST_GROWN] = [200, 1.05];
const [most, stored] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 1_000)];

const folder = await mkdtemp(join(tmpdir(), "debrief-bench-"));
const { url, slug, people } = await makeBenchFile(folder, LENGTH, LEARNERS, (db, quiz) => fillHistory(db, quiz, stored));
const server = await serve(url, folder);
const learners = people.map((): Learner => ({ browser: openBrowser(server.address), answers: [] }));
const sent = () => learners.reduce((sum, { browser }) => sum + browser.taken.length, 0);

async function sit(learner: Learner): Promise<void> {
  await begin(learner, slug);
  const attempt = learner.answers[0]!.replace(/\/questions.*/, "");
  while (learner.answers.length > 0) { await learner.browser.get(learner.answers[0]!.replace("/response", "")); await answer(learner); }
  for (const page of [`${attempt}/result`, "/", `/quizzes/${slug}`, "/incidents"]) await learner.browser.get(page);
}

try {
  console.log(`${(await server.spent()).rss.toFixed(0)} MB when it is ready`);
  await together(learners, LEARNERS, async ({ browser }) => { await browser.post("/session", { email: people.pop()!, password: PASSWORD }); });
  const lived: number[] = [];
  let largest = 0;
  for (const part of [0.5, 1]) {
    while (sent() < most * part) { await together(learners, LEARNERS, sit); largest = Math.max(largest, (await server.spent()).rss); }
    lived.push(await server.live());
    console.log(`${lived.at(-1)!.toFixed(1)} MB live after ${sent().toLocaleString("en")} requests; at most ${largest.toFixed(0)} MB with everything (goal ${GOAL})`);
  }
  const grown = lived[1]! / lived[0]!;
  console.log(`the whole heap was looked through once in ${Math.round(sent() / (await server.spent()).marked).toLocaleString("en")} requests`);
  console.log(`${grown.toFixed(3)} times as much at the end (goal ${MOST_GROWN})`);
  if (grown > MOST_GROWN || largest > GOAL) process.exitCode = 1;
} finally {
  for (const { browser } of learners) browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
