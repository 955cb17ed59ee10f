import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVERY_KIND, keepQuestion } from "../../support/every-kind.ts";
import { complaintsInEveryLook } from "../../support/looks.ts";
import { makePerson, makeQuiz, type MadeQuestion } from "../../support/make.ts";
import { loadPiggybacking } from "../../support/studio.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

const trainer = () => makePerson(world.db, { roles: ["trainer"] });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

describe("the studio", () => {
  test("fits and is readable by everybody in every width and theme", async () => {
    const generated = await loadPiggybacking(world.db, world.now());
    const kept: MadeQuestion[] = [];
    for (const question of EVERY_KIND) kept.push(await keepQuestion(world.db, question));
    const { quiz } = await makeQuiz(world.db, { questions: kept });
    const page = await visitAs(await trainer(), browser, world);
    const [question, address] = [`/studio/questions/${generated[0]!.public_id}`, `/studio/quizzes/${quiz.slug}`];
    const paths = ["/studio", "/studio/incidents", "/studio/incidents/piggybacking", "/studio/questions", question, `${question}/edit`, `${question}/versions/1`, "/studio/questions/new?incident=piggybacking", "/studio/quizzes", "/studio/quizzes/new", address, `${address}/preview`, `${address}/preview?key=1`];
    for (const path of paths) {
      await page.goto(path);
      expect([path, ...(await complaintsInEveryLook(page))]).toEqual([path]);
    }
    await page.goto("/studio/questions/new");
    await press(page, "Save question");
    expect(await complaintsInEveryLook(page)).toEqual([]);
  });
});

describe("a trainer", () => {
  test.each([true, false])("writes a question, puts it in a quiz, publishes and assigns it (JavaScript: %s)", async (javaScriptEnabled) => {
    const page = await visitAs(await trainer(), browser, world, { javaScriptEnabled });
    const title = `By hand, ${String(javaScriptEnabled)}`;
    await page.goto("/studio/questions/new");
    await page.getByLabel("Question", { exact: true }).fill(javaScriptEnabled ? `What is it? (${title})` : `Which door stays shut when nobody watches? (${title})`);
    await page.getByLabel("Text of option 1").fill("This");
    await page.getByLabel("Why option 1 is right or wrong").fill("Because it is.");
    await page.getByRole("group", { name: "Option 1" }).getByLabel("This is right").check();
    await page.getByLabel("Text of option 2").fill("That");
    await page.getByLabel("Explanation").fill("It teaches something.");
    await page.getByLabel("Topic").selectOption("data");
    await page.getByLabel("Mechanism").check();
    await press(page, "Save question");

    await page.getByRole("link", { name: "Say why option 2 is wrong." }).click();
    expect(await page.evaluate("document.activeElement.id")).toBe("option-2-feedback");
    await page.keyboard.type("Because it is not.");
    await press(page, "Save question");
    await page.getByText("The question was saved as a draft.").waitFor();

    await page.goto("/studio/quizzes/new");
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Summary").fill("What a hand can do.");
    await page.getByLabel("Topic").selectOption("data");
    await page.getByLabel("All questions, in this order").check();
    await press(page, "Make quiz");
    await page.getByLabel("Search in questions").fill(title);
    await press(page, "Filter");
    await page.getByRole("button", { name: new RegExp(`^Add “.*${title}`) }).click();
    await press(page, "Publish");
    await page.getByText("Version 1 is published.").waitFor();
    await page.getByLabel("Who", { exact: true }).selectOption({ label: "Everybody" });
    await press(page, "Assign");
    await page.getByText("is assigned to everybody").waitFor();

    const learner = await visitAs(await makePerson(world.db), browser, world, { javaScriptEnabled });
    await learner.getByRole("link", { name: title }).first().click();
    await press(learner, "Start quiz");
    await learner.getByLabel("This", { exact: true }).check();
    await press(learner, "Answer");
    await learner.getByText("It teaches something.").waitFor();
  });
});
