import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Question } from "../../src/engine/questions/question.ts";
import type { Quiz } from "../../src/storage/tables.ts";
import { complaintsInEveryLook } from "../support/looks.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { keepQuestion, EVERY_KIND } from "../support/every-kind.ts";
import { startBrowser, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

const FIGURE = { answer: { value: 6500, tolerance: 50, unit: "hospitals and doctors' practices in England" } };
const NAME = { answer: { accept: ["Shamoon", "Disttrack"], reject: ["Shamool"] } };

let world: World;
let browser: Browser;
let quiz: Quiz;
beforeAll(async () => {
  world = await openWorld();
  browser = await startBrowser();
  const typed = [{ ...EVERY_KIND[5], ...FIGURE, stem: "How many were hit?" }, { ...EVERY_KIND[6], ...NAME, stem: "What was it called?" }] as Question[];
  ({ quiz } = await makeQuiz(world.db, { questions: await Promise.all(typed.map((question) => keepQuestion(world.db, question))) }));
});
afterAll(async () => { await browser?.close(); await world?.close(); });

const feedbackOn = (page: Page) => page.getByRole("region", { name: "Feedback" });

/** Starts the quiz and comes to the field as somebody without a mouse does. */
async function begin(options: Parameters<typeof visitAs>[3]): Promise<Page> {
  const page = await visitAs(await makePerson(world.db), browser, world, options);
  await page.goto(`/quizzes/${quiz.slug}`);
  await page.getByRole("button", { name: "Start quiz" }).press("Enter");
  await page.waitForURL("**/questions/1");
  return page;
}

async function typeAndSend(page: Page, text: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "Your answer" });
  await field.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

describe("answering by typing", () => {
  test.each([true, false])("is done by keyboard, corrected where it cannot be read, and shown again (JavaScript: %s)", async (javaScriptEnabled) => {
    const page = await begin({ javaScriptEnabled });
    const address = page.url();
    await typeAndSend(page, "lots");
    await page.getByRole("link", { name: "Write a number, such as 35." }).click();
    expect(await page.evaluate("document.activeElement.id")).toBe("chosen");
    expect(await page.getByLabel("Your answer").inputValue()).toBe("lots");

    await typeAndSend(page, "6 520");
    await feedbackOn(page).getByText("Your answer, right").waitFor();
    await page.getByRole("link", { name: "Next question" }).press("Enter");
    await typeAndSend(page, "shamool");
    await feedbackOn(page).getByText("A known name, but of something else.").waitFor();
    expect(await page.locator("[data-chosen]").getAttribute("data-chosen")).toBe("shamool");
    await page.goto(address);
    expect(await page.locator("[data-chosen]").innerText()).toContain("6 520");
    await page.context().close();
  });

  test("fits and is readable by everybody in every width and theme", async () => {
    const page = await begin({});
    const complaints = [await complaintsInEveryLook(page)];
    for (const typed of ["", "about 35 towns", "x".repeat(201)]) {
      await typeAndSend(page, typed);
      await page.getByRole("alert").waitFor();
      complaints.push(await complaintsInEveryLook(page));
    }
    await typeAndSend(page, "6000");
    await feedbackOn(page).waitFor();
    complaints.push(await complaintsInEveryLook(page));
    await page.getByRole("link", { name: "Next question" }).click();
    complaints.push(await complaintsInEveryLook(page));
    await typeAndSend(page, "W".repeat(200));
    await feedbackOn(page).waitFor();
    complaints.push(await complaintsInEveryLook(page));
    expect(complaints.flat()).toEqual([]);
    await page.context().close();
  });
});
