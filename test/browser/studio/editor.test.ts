import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaintsAbout } from "../../support/looks.ts";
import { makePerson, makeQuiz } from "../../support/make.ts";
import { keepQuestion, SPOT } from "../../support/every-kind.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

/** Comes to a field as somebody without a mouse does, and types. */
async function type(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.type(text);
}

const press = (page: Page, name: string | RegExp, key = "Enter") => page.getByRole("button", { name, exact: typeof name === "string" }).press(key);
const tick = (page: Page, label: string) => page.getByLabel(label, { exact: true }).press("Space");

/** How each kind is written between its question and its explanation. */
const KINDS: [string, string, (page: Page) => Promise<void>][] = [
  ["Matching", "Which way does each come?", async (page) => {
    await type(page, "Line of pair 1", "Calls"); await type(page, "Its match in pair 1", "Spoken"); await type(page, "Why the match of pair 1 is right", "Somebody talks.");
    await type(page, "Line of pair 2", "Letters"); await type(page, "Its match in pair 2", "Written"); await type(page, "Why the match of pair 2 is right", "Somebody writes.");
    await press(page, "Remove pair 3");
  }],
  ["Ordering", "In which order do you act?", async (page) => {
    await type(page, "Text of line 1", "Report it"); await type(page, "Why line 1 comes in this place", "Then others know.");
    await type(page, "Text of line 2", "Stop"); await type(page, "Why line 2 comes in this place", "Nothing gets worse.");
    await press(page, "Remove line 3");
    await press(page, "Move line 2 up");
    await page.locator("#sequence fieldset:first-of-type textarea:focus").waitFor();
    expect(await page.getByLabel("Text of line 1").inputValue()).toBe("Stop");
  }],
  ["Spot the signs", "Which signs tell that it is not your bank?", async (page) => {
    await page.getByLabel("It comes as").selectOption("sms");
    await type(page, "Text of the message", "Answer [[within the hour]]. [[Your team]]");
    await press(page, "Show the places that can be marked");
    await page.getByRole("group", { name: "“within the hour”" }).getByLabel("This is a sign").press("Space");
    await type(page, "Why “within the hour” is a sign, or harmless", "Haste."); await type(page, "Why “Your team” is a sign, or harmless", "Anybody signs so.");
  }],
  ["Several right answers", "Which of these do you tell nobody?", async (page) => {
    for (const [row, text, why] of [[1, "A password", "It is yours."], [2, "A code from your phone", "It is yours."], [3, "Your job title", "Others may know."], [4, "Your office number", "Others may know."]] as const) {
      await type(page, `Text of option ${row}`, text); await type(page, `Why option ${row} is right or wrong`, why);
      if (row < 3) await page.getByRole("group", { name: `Option ${row}`, exact: true }).getByLabel("This is right").press("Space");
    }
    await press(page, "Add an option");
    await page.locator("#option-5-text:focus").waitFor();
  }],
];

describe("writing with the keyboard", () => {
  test.each(KINDS)("a question of the kind %s shows it beside the form as it grows, and saves it", async (kind, stem, write) => {
    const page = await visitAs(await makePerson(world.db, { roles: ["trainer"] }), browser, world, { viewport: { width: 1280, height: 900 } });
    await page.goto("/studio/questions/new");
    await tick(page, kind);
    await type(page, "Question", stem);
    await write(page);
    await page.locator(".preview__stem", { hasText: stem }).waitFor();
    expect(await complaintsAbout(page)).toEqual([]);

    await type(page, "Explanation", "It teaches something.");
    await page.getByLabel("Topic", { exact: true }).selectOption("data");
    await tick(page, "Mechanism");
    await press(page, "Save question");
    await page.getByText("The question was saved as a draft.").waitFor();
    await page.context().close();
  });

  test("works without JavaScript, down to the preview and what was kept", async () => {
    const page = await visitAs(await makePerson(world.db, { roles: ["trainer"] }), browser, world, { javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
    await page.goto("/studio/questions/new");
    await tick(page, "Ordering");
    await type(page, "Question", "In which order do you act?");
    await type(page, "Text of line 1", "Stop");
    await press(page, "Add a line");
    await type(page, "Text of line 4", "Report it");
    await press(page, "Show the preview");
    await page.locator(".preview__stem", { hasText: "In which order do you act?" }).waitFor();
    await page.goto("/studio/questions/new");
    await page.getByRole("link", { name: "Go on with them" }).press("Enter");
    await page.waitForURL("**copy=*");
    expect(await page.getByLabel("Text of line 4").inputValue()).toBe("Report it");
    await page.context().close();
  });

  test("is kept a few seconds later, without a button, and not sent to a server that nobody is signed in to or that is not there", async () => {
    const page = await visitAs(await makePerson(world.db, { roles: ["trainer"] }), browser, world);
    await page.goto("/studio/questions/new");
    await type(page, "Question", "Half a quest");
    await page.getByText(/^Kept at/).waitFor();
    const signedIn = await page.context().cookies();
    await page.context().clearCookies();
    await type(page, "Explanation", "It teaches.");
    await press(page, "Save question");
    await page.getByText("You are signed out, so nothing is kept just now.").waitFor();
    await page.context().setOffline(true);
    await type(page, "Explanation", " More.");
    await press(page, "Save question");
    await page.getByText("the server cannot be reached").waitFor();
    expect(await page.getByLabel("Explanation", { exact: true }).inputValue()).toBe("It teaches. More.");
    await page.context().setOffline(false);
    await page.context().addCookies(signedIn);
    await press(page, "Save question");
    await page.getByText("There is a problem").waitFor();
    await page.goto("/studio/questions/new");
    await page.getByText("You have unsaved changes from").waitFor();
    await page.getByRole("link", { name: "Go on with them" }).press("Enter");
    await page.waitForURL("**copy=*");
    expect(await page.getByLabel("Explanation", { exact: true }).inputValue()).toBe("It teaches. More.");
    await page.context().close();
  });
});

describe("a learner spots signs", () => {
  test.each([[true, 1280, "dark"], [false, 360, "light"]] as const)("with the keyboard (JavaScript: %s, %i pixels)", async (javaScriptEnabled, width, colorScheme) => {
    const { quiz } = await makeQuiz(world.db, { questions: [await keepQuestion(world.db, SPOT)] });
    const page = await visitAs(await makePerson(world.db), browser, world, { javaScriptEnabled, colorScheme, viewport: { width, height: 800 } });
    await page.goto(`/quizzes/${quiz.slug}`);
    await press(page, "Start quiz");
    await page.waitForURL("**/questions/1");
    if (javaScriptEnabled) {
      await page.keyboard.press("2");
      expect(await complaintsAbout(page)).toEqual([]);
    } else await tick(page, "Answer within the hour");
    expect(await page.getByRole("checkbox", { name: "Answer within the hour" }).isChecked()).toBe(true);
    await press(page, "Answer");
    const feedback = page.getByRole("region", { name: "Feedback" });
    await feedback.getByText("Partly right").waitFor();
    expect(await feedback.getByRole("group", { name: "E-mail" }).innerText()).toMatch(/Sign, missed:\s*<help@bank\.example>[\s\S]*Sign, found:\s*Answer within the hour/);
    if (javaScriptEnabled) expect(await complaintsAbout(page)).toEqual([]);
    await page.context().close();
  });
});
