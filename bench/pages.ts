/**
 * What the pages that learners meet most cost and how Lighthouse judges them: `npm run bench -- pages`.
 * The demo runs as a program of its own; each page is measured as a phone on a slow network would have it. Exits with 1 below the goals.
 */
import { createServer, type AddressInfo } from "node:net";
import lighthouse from "lighthouse";
import type { Browser, BrowserContext } from "playwright-core";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../src/domain/demo-accounts.ts";
import { openBrowser } from "../test/support/open-browser.ts";
import { buildWhenStale } from "../test/support/build.ts";
import { findChromium } from "../test/support/chromium.ts";
import { startProgram } from "../test/support/process.ts";
import { MOST_BYTES, weigh } from "../test/support/weight.ts";

const GOAL = 98;
const QUIZ = "/quizzes/in-through-the-supplier";

async function main(): Promise<void> {
  buildWhenStale();
  const chromium = await findChromium();
  const demo = await startProgram("dist/demo.js");
  const port = await freePort();
  const browser = await openBrowser(chromium.path, [`--remote-debugging-port=${port}`]);
  try {
    const address = await demo.address;
    const question = await openQuestion(browser, address);
    let isWell = true;
    for (const path of ["/", QUIZ, question]) isWell = (await measure(browser, port, address, path)) && isWell;
    process.exitCode = isWell ? 0 : 1;
  } finally {
    await browser.close();
    await demo.stop();
    await Promise.all([demo.remove(), chromium.remove()]);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => { server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)); });
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A window of the learner's that has loaded nothing yet. */
async function signedIn(browser: Browser, baseURL: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL });
  const { email } = DEMO_ACCOUNTS.find(({ role }) => role === "learner")!;
  await context.request.post("/session", { form: { email, password: DEMO_PASSWORD, to: "/" } });
  return context;
}

async function openQuestion(browser: Browser, address: string): Promise<string> {
  const context = await signedIn(browser, address);
  const response = await context.request.post(`${QUIZ}/attempts`);
  await context.close();
  return new URL(response.url()).pathname;
}

async function measure(browser: Browser, port: number, address: string, path: string): Promise<boolean> {
  const context = await signedIn(browser, address);
  const { first, next } = await weigh(context, path);
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await context.close();
  const { categories, complaints } = await judge(address + path, port, cookies);
  console.log(`${path}\n  ${categories.map(([name, score]) => `${name} ${score}`).join(", ")}\n  first visit ${kilobytes(first)} of ${kilobytes(MOST_BYTES.first)} KB, next visit ${kilobytes(next)} of ${kilobytes(MOST_BYTES.next)} KB`);
  for (const complaint of complaints) console.log(`    ${complaint}`);
  return categories.every(([, score]) => score >= GOAL) && first <= MOST_BYTES.first && next <= MOST_BYTES.next;
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);

interface Judgement { categories: [name: string, score: number][]; complaints: string[] }

async function judge(url: string, port: number, Cookie: string): Promise<Judgement> {
  const result = await lighthouse(url, { port, extraHeaders: { Cookie }, logLevel: "error" });
  if (!result || result.lhr.runtimeError) throw new Error(`Lighthouse could not judge ${url}: ${result?.lhr.runtimeError?.message ?? "it said nothing"}`);
  const { categories, audits } = result.lhr;
  const weighed = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0)).map(({ id }) => audits[id]!);
  return {
    categories: Object.values(categories).map(({ title, score }) => [title, Math.round((score ?? 0) * 100)]),
    complaints: weighed.filter(({ score }) => score !== null && score < 0.9).map(({ title, displayValue = "" }) => `${title} ${displayValue}`.trim()),
  };
}

await main();
