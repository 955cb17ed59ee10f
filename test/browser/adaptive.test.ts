import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaintsAbout } from "../support/looks.ts";
import { makePerson, makeQuestion, makeQuiz, type MadeQuestion, type MadeQuiz } from "../support/make.ts";
import { startBrowser, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
let made: MadeQuiz;
const LEVELS = ["easy", "medium", "hard"] as const;
beforeAll(async () => {
  [world, browser] = [await openWorld(), await startBrowser()];
  const questions: MadeQuestion[] = [];
  while (questions.length < 30) questions.push(await makeQuestion(world.db, { difficulty: LEVELS[questions.length % 3]! }));
  made = await makeQuiz(world.db, { questions, adaptive: 1, pass_percent: 60, title: "What attackers do with old passwords" });
});
afterAll(async () => { await browser?.close(); await world?.close(); });

/** Answers by digits and Enter: rightly, or not. */
async function answer(page: Page, isRight: boolean): Promise<void> {
  const labels = await page.locator(".option label").allInnerTexts();
  const place = labels.findIndex((label) => label.startsWith("Option a") === isRight);
  await page.keyboard.press(String(place + 1));
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Feedback" }).waitFor();
}

describe("an adaptive quiz", () => {
  test("is explained, taken by keyboard, resumed, and told as a range", async () => {
    const page = await visitAs(await makePerson(world.db), browser, world, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
    await page.goto(`/quizzes/${made.quiz.slug}`);
    await page.getByText("It is normal to get about half of them right.").waitFor();
    const complaints = await complaintsAbout(page);
    await page.getByRole("button", { name: "Start quiz" }).press("Enter");
    for (let place = 1; place <= 15; place++) {
      await page.waitForURL(`**/questions/${place}`);
      await page.getByText(`Question ${place} of 15`, { exact: true }).first().waitFor();
      await answer(page, place % 3 !== 0);
      if (place === 4) { await page.goto(`/quizzes/${made.quiz.slug}`); await page.getByRole("button", { name: "Resume quiz" }).press("Enter"); continue; }
      await page.keyboard.press("Enter");
    }
    await page.waitForURL("**/result");
    await page.getByRole("heading", { name: "What this says" }).waitFor();
    await page.getByText("of its pool, you would probably get between").waitFor();
    complaints.push(...await complaintsAbout(page));
    expect(complaints).toEqual([]);
  });

  test("shows its trainer what the pool can tell", async () => {
    const page = await visitAs(await makePerson(world.db, { roles: ["trainer"] }), browser, world, { viewport: { width: 360, height: 740 } });
    await page.goto(`/studio/quizzes/${made.quiz.slug}/adaptive`);
    await page.getByRole("heading", { name: "Is the pool good enough?" }).waitFor();
    expect(await page.locator("[data-flaw]").first().getAttribute("data-flaw")).toBeTruthy();
    const complaints = await complaintsAbout(page);
    for (const place of ["rules", "versions", "preview", ""]) { await page.goto(`/studio/quizzes/${made.quiz.slug}/${place}`); complaints.push(...await complaintsAbout(page)); }
    expect(complaints).toEqual([]);
  });

  test("is tried out by its trainer as learners take it, by keyboard", async () => {
    const page = await visitAs(await makePerson(world.db, { roles: ["trainer"] }), browser, world, { viewport: { width: 360, height: 740 } });
    await page.goto(`/studio/quizzes/${made.quiz.slug}/preview`);
    await page.getByRole("button", { name: "Take it as a learner" }).press("Enter");
    const complaints: string[] = [];
    for (let place = 1; place <= 15; place++) {
      await page.waitForURL(`**/rehearsal/questions/${place}`);
      await answer(page, place % 2 === 0);
      if (place === 2) complaints.push(...await complaintsAbout(page));
      await page.keyboard.press("Enter");
    }
    await page.waitForURL("**/rehearsal/result");
    complaints.push(...await complaintsAbout(page));
    await page.getByRole("button", { name: "End and go back to the quiz" }).press("Enter");
    await page.getByRole("heading", { name: "Check of the whole paper" }).waitFor();
    expect(complaints).toEqual([]);
  });
});
