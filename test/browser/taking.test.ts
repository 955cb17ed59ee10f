import type { Browser, CDPSession, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MatchingQuestion, OrderingQuestion, Question } from "../../src/engine/questions/question.ts";
import { makePerson, makeQuiz, type MadeQuestion } from "../support/make.ts";
import { COLOUR_RULES, complaintsAbout } from "../support/looks.ts";
import { keepQuestion, EVERY_KIND } from "../support/every-kind.ts";
import { startBrowser, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

const PAIRS = (EVERY_KIND[3] as MatchingQuestion).pairs;
const STEPS = (EVERY_KIND[4] as OrderingQuestion).sequence.map(({ text }) => text);
const feedbackOn = (page: Page) => page.getByRole("region", { name: "Feedback" });
const rightOn = (page: Page) => feedbackOn(page).getByRole("heading", { name: "Right", exact: true }).waitFor();
const linesOn = (page: Page) => page.locator("ol > li label").allInnerTexts();

async function begin(kinds: readonly Question[], options: Parameters<typeof visitAs>[3] = {}): Promise<Page> {
  const questions: MadeQuestion[] = [];
  for (const question of kinds) questions.push(await keepQuestion(world.db, question));
  const { quiz } = await makeQuiz(world.db, { questions });
  const page = await visitAs(await makePerson(world.db), browser, world, options);
  await page.goto(`/quizzes/${quiz.slug}`);
  await page.getByRole("button", { name: "Start quiz" }).press("Enter");
  await page.waitForURL("**/questions/1");
  return page;
}

/** Presses the digits of the options with these texts. */
async function pressFor(page: Page, ...texts: string[]): Promise<void> {
  const labels = await page.locator(".option label").allInnerTexts();
  for (const text of texts) await page.keyboard.press(String(labels.indexOf(text) + 1));
}

async function pressTab(page: Page, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await page.keyboard.press("Tab");
}

describe("taking a quiz by keyboard alone", () => {
  test("needs no more than digits, Tab, Enter and what is typed, for every kind", async () => {
    const page = await begin(EVERY_KIND, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
    const complaints: string[] = [];
    const answered = async () => { await rightOn(page); await page.keyboard.press("Enter"); await feedbackOn(page).waitFor({ state: "detached" }); };
    const sent = async (press: () => Promise<void>) => { complaints.push(...await complaintsAbout(page, COLOUR_RULES)); await press(); await page.keyboard.press("Enter"); await answered(); };
    await sent(() => pressFor(page, "Turla"));
    await sent(() => pressFor(page, "Atlanta", "Newark"));
    await sent(() => pressFor(page, "True"));
    await sent(async () => {
      for (const { response } of PAIRS) { await pressTab(page, 1); await page.keyboard.type(response); }
      await pressTab(page, 1);
    });
    await sent(async () => {
      for (const [index, text] of (await linesOn(page)).entries()) { await pressTab(page, index === 0 ? 1 : 3); await page.keyboard.type(String(STEPS.indexOf(text) + 1)); }
      expect(await linesOn(page)).toEqual(STEPS);
      expect(await page.evaluate("document.activeElement.tagName")).toBe("SELECT");
      while (await page.evaluate("document.activeElement.textContent") !== "Answer") await pressTab(page, 1);
    });
    await sent(async () => { await pressTab(page, 1); await page.keyboard.type("48 213.5"); });
    await sent(async () => { await pressTab(page, 1); await page.keyboard.type("sealed-short bear"); });
    await sent(async () => { await page.keyboard.press("1"); await page.keyboard.press("2"); });
    await page.waitForURL("**/result");
    expect(await page.locator("[data-score]").getAttribute("data-score")).toBe("8");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("goes by Tab and Space alone where the keys are turned off, also on the next page", async () => {
    const page = await begin(EVERY_KIND.slice(0, 2));
    await page.getByRole("button", { name: "Turn keys off" }).press("Enter");
    await page.keyboard.press("1");
    expect(await page.getByRole("radio", { checked: true }).count()).toBe(0);
    await page.getByRole("radio").first().press("Space");
    await page.getByRole("button", { name: "I’m guessing" }).press("Enter");
    await feedbackOn(page).getByText(/^You guessed, and /).waitFor();
    await page.getByRole("link", { name: "Next question" }).press("Enter");
    await page.getByRole("button", { name: "Turn keys on" }).waitFor();
    await page.keyboard.press("1");
    expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(0);
    await page.context().close();
  });
});

describe("taking a quiz without JavaScript", () => {
  test("works for every kind, with how sure one is and a report of a problem", async () => {
    const page = await begin(EVERY_KIND, { javaScriptEnabled: false });
    const answered = async (button = "I’m sure") => { await page.getByRole("button", { name: button, exact: true }).click(); await rightOn(page); await page.getByRole("link", { name: /Next question|See result/ }).click(); };
    await page.getByLabel("Turla", { exact: true }).check();
    await page.getByRole("button", { name: "I’m sure" }).click();
    await feedbackOn(page).getByText("You were sure, and right.").waitFor();
    await page.getByText("Report a problem with this question").click();
    await page.getByLabel("It is unclear").check();
    await page.getByRole("button", { name: "Send report" }).click();
    await page.getByText("Your report is with the trainers").waitFor();
    await page.getByRole("link", { name: "Next question" }).click();

    for (const text of ["Atlanta", "Newark"]) await page.getByLabel(text).check();
    await answered("Answer");
    await page.getByLabel("True").check();
    await answered();
    for (const { premise, response } of PAIRS) await page.getByLabel(premise).selectOption({ label: response });
    await answered("I think so");
    for (const [place, text] of STEPS.entries()) await page.getByLabel(text).selectOption(String(place + 1));
    await answered();
    for (const typed of ["48213.5", "Sealed-short Snake"]) { await page.getByLabel("Your answer").fill(typed); await answered(); }
    for (const sign of ["<help@bank.example>", "Answer within the hour"]) await page.getByRole("checkbox", { name: sign }).check();
    await answered();
    expect(await page.locator("[data-score]").getAttribute("data-score")).toBe("8");
    await page.context().close();
  });
});

const centreOf = async (at: Locator) => { const { x, y, width, height } = (await at.boundingBox())!; return { x: x + width / 2, y: y + height / 2 }; };

async function dragByMouse(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await centreOf(from), await centreOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2);
  await page.mouse.move(end.x, end.y + 2);
  await page.mouse.up();
}

async function dragByFinger(touch: CDPSession, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await centreOf(from), await centreOf(to)];
  const tell = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: { x: number; y: number }[]) => touch.send("Input.dispatchTouchEvent", { type, touchPoints });
  await tell("touchStart", start);
  for (const share of [0.3, 0.7, 1]) await tell("touchMove", { x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y) });
  await tell("touchEnd");
}

describe("dragging", () => {
  test.each(["mouse", "finger"] as const)("with a %s puts lines in order and matches beside their lines, says so, and is taken once", async (by) => {
    const page = await begin(EVERY_KIND.slice(3, 5), { hasTouch: by === "finger", viewport: { width: 390, height: 1000 } });
    const touch = await page.context().newCDPSession(page);
    const drag = (from: Locator, to: Locator) => (by === "mouse" ? dragByMouse(page, from, to) : dragByFinger(touch, from, to));
    for (const { premise, response } of PAIRS) {
      await drag(page.locator(".chip", { hasText: response }), page.locator(".match", { hasText: premise }));
      expect(await page.getByRole("status").allInnerTexts()).toContain(`${premise}: ${response}`);
    }
    await page.getByRole("button", { name: "I’m sure" }).dblclick();
    await rightOn(page);
    await page.getByRole("link", { name: "Next question" }).click();

    await page.locator(".grip").first().waitFor();
    const lineOf = (text: string) => page.getByRole("listitem").filter({ hasText: text });
    for (const [place, text] of STEPS.entries()) {
      const there = (await linesOn(page))[place]!;
      if (there !== text) await drag(lineOf(text).locator(".grip"), lineOf(there).locator(".grip"));
    }
    expect(await linesOn(page)).toEqual(STEPS);
    expect((await page.getByRole("status").allInnerTexts()).join()).toMatch(/: place \d of 3/);
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await rightOn(page);
    await page.getByRole("link", { name: "See result" }).click();
    expect(await page.locator("[data-score]").getAttribute("data-score")).toBe("2");
    await page.context().close();
  });
});
