import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPackageFormat } from "../../src/domain/package-formats.ts";
import { packageQuiz } from "../../src/domain/packaging-quizzes.ts";
import { usualSettings } from "../../src/domain/installation.ts";
import { readerOf } from "../../src/lib/readers.ts";
import type { Question } from "../../src/engine/questions/question.ts";
import { openCourseRecords } from "../support/course-records.ts";
import { EVERY_KIND, keepQuestion } from "../support/every-kind.ts";
import { openLearningSystem, runTimePage, scormAgain, type LearningSystem } from "../support/learning-systems.ts";
import { complaintsInEveryLook } from "../support/looks.ts";
import { makePerson, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { startBrowser, visit } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
let slug: string;
beforeAll(async () => {
  [world, browser] = [await openWorld(), await startBrowser()];
  const questions: MadeQuestion[] = [];
  for (const question of EVERY_KIND) questions.push(await keepQuestion(world.db, question));
  slug = (await makeQuiz(world.db, { questions, pass_percent: 70, title: "Every kind & more" })).quiz.slug;
});
afterAll(async () => { await browser?.close(); await world?.close(); });

const packageFor = async (format: string) =>
  packageQuiz(world.db, await makePerson(world.db), { slug }, findPackageFormat(format)!, { ...usualSettings(world.config), site: "https://debrief.example" }, readerOf("en", "UTC"), world.now());

/** Answers a question in the form of the package: half of the several, the short one wrongly, and all else rightly. */
async function answer(page: Page | FrameLocator, question: Question): Promise<void> {
  if (question.kind === "matching") for (const { premise, response } of question.pairs) await page.getByLabel(premise).selectOption({ label: response });
  else if (question.kind === "ordering") for (const [place, { text }] of question.sequence.entries()) await page.getByLabel(text, { exact: true }).selectOption({ label: String(place + 1) });
  else if (question.kind === "numeric") await page.getByLabel("Your answer").fill(String(question.answer.value));
  else if (question.kind === "short") await page.getByLabel("Your answer").fill("Somebody else");
  else for (const { text } of question.options.filter(({ correct }) => correct).slice(0, question.kind === "multiple" ? 1 : 9)) await page.getByLabel(text, { exact: true }).check();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByRole("region", { name: "Feedback" }).waitFor();
}

async function answerAll(page: Page | FrameLocator, questions: readonly Question[]): Promise<void> {
  for (const question of questions) {
    await answer(page, question);
    await page.getByRole("button", { name: /^(?:Next question|See result)$/ }).click();
  }
}

const SCORE = 6.5;

describe("a SCORM package", () => {
  test.each(["12", "2004"] as const)("of version %s reports status, score, time and one interaction a question without an error, and resumes where it was left", async (version) => {
    const system = await openLearningSystem(await packageFor(`scorm${version}`), (request, response) => {
      if (request.url === "/scorm-again.js") response.setHeader("Content-Type", "text/javascript").end(scormAgain());
      else if (request.url === "/") response.setHeader("Content-Type", "text/html").end(runTimePage(version));
      else return false;
      return true;
    });
    try {
      const page = await visit(browser, world);
      const frame = page.frameLocator("iframe");
      await page.goto(`${system.address}/`);
      await frame.getByRole("button", { name: "Start quiz" }).click();
      await answerAll(frame, EVERY_KIND.slice(0, 3));
      await page.goto("about:blank");
      await page.goto(`${system.address}/`);
      await frame.getByText("3 of 8 questions answered.").waitFor();
      await frame.getByRole("button", { name: "Go on" }).click();
      await frame.getByText("Question 4 of 8").waitFor();
      await answerAll(frame, EVERY_KIND.slice(3));
      await frame.getByText("Passed. The pass mark is 70%.").waitFor();
      await page.goto("about:blank");
      await page.goto(`${system.address}/scorm-again.js`);
      const { cmi, faults } = await page.evaluate<{ cmi: { cmi: Record<string, never> }; faults: unknown[] }>("({ cmi: JSON.parse(localStorage.cmi), faults: JSON.parse(localStorage.faults) })");
      expect(faults).toEqual([]);
      expectRecord(version, cmi.cmi);
    } finally { await system.close(); }
  });

  test("can be read, heard and used at every width and in the dark, also with an answer that is missing and without a learning system", async () => {
    const system = await openLearningSystem(await packageFor("scorm12"), () => false);
    try {
      const page = await visit(browser, world);
      const faults: string[] = [];
      page.on("pageerror", ({ message }) => faults.push(message));
      await page.goto(`${system.address}/package/index.html`);
      await page.getByText("No learning system was found").waitFor();
      await page.getByRole("button", { name: "Start quiz" }).press("Enter");
      for (const [place, question] of EVERY_KIND.entries()) {
        if (place === 0) { await page.getByRole("button", { name: "Answer", exact: true }).click(); await page.getByRole("alert").getByText("Choose one of the options.").waitFor(); }
        if (question.kind === "single" || question.kind === "spot") expect(await complaintsInEveryLook(page)).toEqual([]);
        await answer(page, question);
        await page.getByText(`${question.id} quotation`).waitFor();
        if (place === 0) expect(await complaintsInEveryLook(page)).toEqual([]);
        await page.keyboard.press("Enter");
      }
      await page.getByText("6.5").waitFor();
      expect(await complaintsInEveryLook(page)).toEqual([]);
      expect(faults).toEqual([]);
    } finally { await system.close(); }
  });
});

function expectRecord(version: "12" | "2004", cmi: Record<string, never>): void {
  const kept = cmi["interactions"] as unknown as { childArray?: object[] };
  const interactions = Object.values(kept.childArray ?? kept) as Record<string, never>[];
  expect(interactions).toHaveLength(EVERY_KIND.length);
  expect(interactions.map(({ type }) => type)).toEqual(["choice", "choice", "true-false", "matching", "sequencing", "numeric", "fill-in", "choice"]);
  expect(interactions.map(({ result }) => result)).toEqual(["correct", "0.5", "correct", "correct", "correct", "correct", version === "12" ? "wrong" : "incorrect", "correct"]);
  for (const { latency, id } of interactions as unknown as Record<string, string>[]) { expect(latency).toMatch(version === "12" ? /^(?:00)?00:00:\d\d(?:\.\d+)?$/ : /^PT[\d.]+S$/); expect(id).toMatch(/^[a-z0-9-]+[A-Za-z0-9_]{8}$/); }
  if (version === "12") return expect(cmi["core"]).toMatchObject({ lesson_status: "passed", score: { raw: "81", min: "0", max: "100" }, lesson_location: "8" });
  expect(cmi).toMatchObject({ completion_status: "completed", success_status: "passed", score: { raw: "81", min: "0", max: "100", scaled: String(SCORE / 8) }, progress_measure: "1", exit: "normal", location: "8" });
}

describe("a cmi5 package", () => {
  test("fetches its token once, goes on after a break, and sends what happened as statements in their order", async () => {
    const store = openCourseRecords({ masteryScore: 0.9 });
    let system: LearningSystem | undefined;
    try {
      system = await openLearningSystem(await packageFor("cmi5"), store.answer);
      const page = await visit(browser, world);
      await page.goto(store.launch(system.address));
      await page.getByText("Pass mark 90%").waitFor();
      await page.getByRole("button", { name: "Start quiz" }).click();
      await answerAll(page, EVERY_KIND.slice(0, 2));
      await page.reload();
      await page.getByText("This visit is over").waitFor();
      await page.goto(store.launch(system.address));
      await page.getByRole("button", { name: "Go on" }).click();
      await answerAll(page, EVERY_KIND.slice(2));
      await page.getByText("Not passed. The pass mark is 90%.").waitFor();
      await page.getByRole("button", { name: "Back to the learning system" }).click();
      await page.getByText("Welcome back").waitFor();
      expect(store.complaints).toEqual([]);
      expect(store.verbs()).toEqual(["initialized", "answered", "answered", "terminated", "initialized", ...Array.from({ length: 6 }, () => "answered"), "completed", "failed", "terminated"]);
      expect(store.statements.find(({ verb }) => verb.id.endsWith("/failed"))).toMatchObject({ result: { success: false, score: { scaled: SCORE / 8 } }, context: { extensions: { "https://w3id.org/xapi/cmi5/context/extensions/masteryscore": 0.9 } } });
    } finally { await system?.close(); }
  });

  test("records nothing but the visit where somebody only looks on", async () => {
    const store = openCourseRecords({ launchMode: "Browse" });
    const system = await openLearningSystem(await packageFor("cmi5"), store.answer);
    try {
      const page = await visit(browser, world);
      await page.goto(store.launch(system.address));
      await page.getByText("opened this for looking on").waitFor();
      await page.getByRole("button", { name: "Start quiz" }).click();
      await answer(page, EVERY_KIND[0]!);
      await page.goto("about:blank");
      await expect.poll(() => store.verbs()).toEqual(["initialized", "terminated"]);
    } finally { await system.close(); }
  });
});
