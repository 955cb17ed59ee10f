import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findQuestion } from "../../../src/storage/questions.ts";
import { complaintsAbout } from "../../support/looks.ts";
import { makePerson, makeQuestion } from "../../support/make.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

const trainer = () => makePerson(world.db, { roles: ["trainer"] });

async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let step = 0; step < 200; step++) {
    const focused = await page.evaluate<string>("document.activeElement.id || document.activeElement.textContent.trim()");
    if (focused === wanted) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Nothing with ${wanted} comes with Tab.`);
}

async function enter(page: Page, button: string): Promise<void> {
  await tabTo(page, button);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

describe("a question without a mouse", () => {
  test("goes from its author to another trainer and is published, and so is what was changed", async () => {
    const { row } = await makeQuestion(world.db, { stem: "What does “wiper” mean?", row: { state: "draft" } });
    const address = `/studio/questions/${row.public_id}`;
    const [author, reviewer] = [await visitAs(await trainer(), browser, world), await visitAs(await trainer(), browser, world)];

    await author.goto(address);
    await tabTo(author, "note");
    await author.keyboard.insertText("Is the stem clear?");
    await enter(author, "Send to review");
    expect(await author.textContent("#review")).toContain("You asked for this review.");

    await reviewer.goto("/studio/questions");
    await enter(reviewer, "1 question in review");
    expect(await complaintsAbout(reviewer)).toEqual([]);
    await enter(reviewer, "What does “wiper” mean?");
    expect(await complaintsAbout(reviewer)).toEqual([]);
    await enter(reviewer, "Approve");
    expect((await findQuestion(world.db, row.public_id))!.state).toBe("published");

    await author.goto(`${address}/edit`);
    await tabTo(author, "stem");
    await author.keyboard.press("ControlOrMeta+a");
    await author.keyboard.insertText("What is a wiper?");
    await tabTo(author, "why");
    await author.keyboard.insertText("Shorter");
    await enter(author, "Save question");
    await author.goto(`${address}/changes`);
    expect(await author.locator("del").allTextContents()).toHaveLength(1);
    expect(await complaintsAbout(author)).toEqual([]);
  });
});

describe("many questions without a mouse", () => {
  test("are tagged with what others have, ticked, looked at once more and retired", async () => {
    const { row } = await makeQuestion(world.db, { stem: "What is a worm?" });
    for (const tags of [["onboarding"], ["onboarding", "board games"]]) await makeQuestion(world.db, { tags });
    const page = await visitAs(await trainer(), browser, world);
    await page.goto(`/studio/questions/${row.public_id}`);
    await tabTo(page, "tags-field");
    await page.keyboard.type("old, BOARD");
    expect(await page.locator("#tags .tag-field__list li").allTextContents()).toEqual(["board games 1 question", "onboarding 2 questions"]);
    for (const key of ["ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
    expect(await complaintsAbout(page)).toEqual([]);
    await page.keyboard.press("Enter");
    expect(await page.inputValue("#tags-field")).toBe("old, onboarding, ");
    await page.goto("/studio/questions?q=worm");
    await tabTo(page, `tick-${row.public_id}`);
    await page.keyboard.press("Space");
    await tabTo(page, "deed");
    await page.selectOption("#deed", "retire");
    await enter(page, "Continue");
    expect(await complaintsAbout(page)).toEqual([]);
    await enter(page, "Do it with one question");
    expect((await findQuestion(world.db, row.public_id))!.state).toBe("retired");
  });
});
