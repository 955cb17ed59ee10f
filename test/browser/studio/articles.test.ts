import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadContent } from "../../../src/domain/loading-content.ts";
import { shippedPart } from "../../support/knowledge.ts";
import { complaintsAbout, complaintsInEveryLook } from "../../support/looks.ts";
import { KA_SAT } from "../../support/articles.ts";
import { makePerson } from "../../support/make.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); await loadContent(world.db, shippedPart()); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

const trainer = () => makePerson(world.db, { roles: ["trainer"] });
const focused = (page: Page) => page.evaluate<string>("document.activeElement.id || document.activeElement.getAttribute('data-candidate') || document.activeElement.textContent.trim()");

/** Tab until the focus is on what has this id or these words. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let step = 0; step < 200; step++) {
    if ((await focused(page)).startsWith(wanted)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Nothing with ${wanted} comes with Tab.`);
}

async function type(page: Page, id: string, text: string): Promise<void> {
  await tabTo(page, id);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

async function enter(page: Page, button: string): Promise<void> {
  await tabTo(page, button);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

async function pasteByKeyboard(page: Page): Promise<void> {
  await page.goto("/studio/articles/new");
  for (const [id, text] of Object.entries<string>({ ...KA_SAT })) await type(page, id, text);
  await enter(page, "Find the facts");
}

async function placeByKeyboard(page: Page): Promise<void> {
  await type(page, "title", "A satellite network goes dark");
  await type(page, "label", "the attack on the satellite network");
  await type(page, "summary", "Modems of a satellite network were erased as a war began.");
  await type(page, "happened", "2022-02-24");
  await tabTo(page, "topics-supply-chain");
  await page.keyboard.press("Space");
  await enter(page, "Choose the incident");
}

/** Keys alone, as the page offers them: a digit chooses, Enter answers and goes on. */
async function answerByKeyboard(page: Page, questions: number): Promise<void> {
  for (let number = 1; number <= questions; number++) {
    await page.locator(".question__stem:focus").waitFor();
    if ((await page.locator(".typed__input").count()) > 0) await tabTo(page, "chosen");
    await page.keyboard.press("1");
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await page.locator(".feedback:focus").waitFor();
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  }
}

describe("a trainer without a mouse", () => {
  test("comes from a pasted article to a published quiz of five questions, takes it, and reads its statistics", { timeout: 120_000 }, async () => {
    const page = await visitAs(await trainer(), browser, world);
    await pasteByKeyboard(page);
    expect(await complaintsAbout(page)).toEqual([]);
    await placeByKeyboard(page);

    const total = await page.locator("[data-candidate]").count();
    for (let number = 1; number <= total; number++) {
      await page.waitForFunction(`document.activeElement.id === "candidate-${number}"`);
      await Promise.all([page.waitForEvent("load"), page.keyboard.press(number === 4 ? "r" : "a")]);
    }
    await page.waitForFunction("document.activeElement.id === 'done'");
    await page.locator("[data-told]", { hasText: `Number ${total} was accepted.` }).waitFor();
    await tabTo(page, "pick-2");
    await enter(page, "pick-2");
    await page.locator("#pick-2:focus").waitFor();
    expect(await page.locator(".preview__question--picked").count()).toBe(1);
    await page.goto(`${new URL(page.url()).pathname}#candidate-2`);
    await page.locator("#candidate-2:focus").waitFor();
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("n")]);
    await page.getByRole("heading", { name: "Add a fact" }).waitFor();
    expect(await page.getByLabel("Quotation").inputValue()).toContain("AcidRain");
    await page.goBack();
    expect(await page.locator("[data-state='rejected']").count()).toBe(1);
    expect(await complaintsAbout(page)).toEqual([]);

    await enter(page, "See the questions that the facts give");
    expect(await complaintsAbout(page)).toEqual([]);
    await enter(page, "up-2");
    expect(await focused(page)).toBe("down-1");
    for (let tick = 1; tick <= 5; tick++) {
      if (await page.locator(`#tick-${tick}`).isChecked()) continue;
      await tabTo(page, `tick-${tick}`);
      await page.keyboard.press("Space");
    }
    await type(page, "title", "The night of the modems");
    await enter(page, "Make a quiz");
    await page.getByText("The quiz was made as a draft.").waitFor();
    await tabTo(page, "Publish");
    await page.keyboard.press("Enter");
    await page.waitForFunction("document.activeElement.id === 'publication'");
    if (await page.locator("#reason").count() > 0) await type(page, "reason", "A first look at the case; what to do comes next week.");
    await enter(page, "Publish");
    await page.getByText("Version 1 is published.").waitFor();
    expect(await world.db("quiz_version_questions")).toHaveLength(5);

    const { pathname } = new URL(page.url());
    await page.goto(pathname.replace("/studio", ""));
    await enter(page, "Start quiz");
    await answerByKeyboard(page, 5);
    await page.locator("[data-score][data-of='5']").waitFor();
    await page.goto(pathname);
    await enter(page, "Statistics");
    await page.getByText("1 of 30 attempts so far").waitFor();
    await page.context().close();
  });
});

describe("the pages of articles", () => {
  test("fit and are readable by everybody in every width and theme", async () => {
    const page = await visitAs(await trainer(), browser, world);
    await pasteByForm(page);
    const address = new URL(page.url()).pathname;
    expect(await complaintsInEveryLook(page)).toEqual([]);
    await page.getByLabel("Within a sentence").fill("the attack in every look");
    await page.getByLabel("Summary").fill("Modems of a satellite network were erased.");
    await page.getByLabel("Who is behind it").check();
    await page.getByRole("button", { name: "Choose the incident" }).click();
    await page.locator("#candidate-1").getByRole("button", { name: "Accept" }).click();
    await page.waitForURL(/candidate-2/);
    for (const path of ["/studio/articles", "/studio/articles/new", "/studio/articles/rules", address, `${address}/candidates/2`, `${address}/facts/new?sentence=1`, `${address}/questions`, "/studio/entities/the-orbit/merger", "/studio/entities/the-orbit/merger?with=ncsc"]) {
      await page.goto(path);
      expect([path, ...(await complaintsInEveryLook(page))]).toEqual([path]);
    }
    await page.context().close();
  });

  test("take the text of a file, and of a web page its article alone", async () => {
    const page = await visitAs(await trainer(), browser, world);
    await page.goto("/studio/articles/new");
    const choose = (name: string, text: string) => page.getByLabel("Or take it from a file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await choose("news.pdf", "x");
    await page.getByText("Choose a file that ends in .txt, .md or .html.").waitFor();
    await choose("news.txt", "Plain <b>text</b>.");
    await expect.poll(() => page.getByLabel("Text of the article").inputValue()).toBe("Plain <b>text</b>.");
    await choose("news.html", "<nav>Menu</nav><article><h1>Head</h1><p>One  line.</p><script>window.hacked = true</script><img src=x onerror='window.hacked = true'></article>");
    await expect.poll(() => page.getByLabel("Text of the article").inputValue()).toBe("Head\nOne line.");
    expect(await page.getByLabel("Title").inputValue()).toBe("Head");
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    await page.getByLabel("Publisher").fill("The Orbit");
    await choose("news.html", '<head><meta property="og:site_name" content="Another"><meta property="article:published_time" content="2024-06-18T08:00:00Z"></head><p>New.</p>');
    await expect.poll(() => page.getByLabel("Published").inputValue()).toBe("2024-06-18");
    expect(await page.getByLabel("Publisher").inputValue()).toBe("The Orbit");
    await page.context().close();
  });

  test("fill the title in as the text comes, and give it up to whoever types another", async () => {
    const page = await visitAs(await trainer(), browser, world);
    await page.goto("/studio/articles/new");
    const [text, title] = [page.getByLabel("Text of the article"), page.getByLabel("Title")];
    await text.fill("Attack at Marwick General: what we know\nOn Monday the hospital was hit.");
    expect(await title.inputValue()).toBe("Attack at Marwick General: what we know");
    await title.click();
    await page.keyboard.type("My own");
    expect(await title.inputValue()).toBe("My own");
    await text.fill("Another headline\nOn Tuesday it was hit again.");
    expect(await title.inputValue()).toBe("My own");
    for (const noHeadline of ["The hospital was hit on Monday.\nIt is open again.", "<!doctype html>\n<p>Text</p>"]) {
      await title.fill("");
      await text.fill(noHeadline);
      expect(await title.inputValue()).toBe("");
    }
    await page.context().close();
  });

  test("work without JavaScript", async () => {
    const page = await visitAs(await trainer(), browser, world, { javaScriptEnabled: false });
    await pasteByForm(page);
    await page.getByLabel("An incident that is here already").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Choose the incident" }).click();
    await page.getByRole("button", { name: "Reject number 1", exact: true }).click();
    await page.getByText("1 of").first().waitFor();
    await page.getByRole("button", { name: "Undo the decision on number 1" }).click();
    await page.getByText("0 of").first().waitFor();
    await page.getByRole("link", { name: "Edit number 1", exact: true }).click();
    await page.getByRole("heading", { name: "Say what is so" }).waitFor();
    await page.getByText("Known under another name?").last().click();
    await page.getByLabel("A part of that name").last().fill("Sandw");
    await page.getByRole("button", { name: "Look it up" }).last().click();
    await page.getByLabel("This is the same as").last().selectOption("sandworm");
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.getByRole("link", { name: "Add a fact from sentence 2", exact: true }).click();
    await page.getByRole("heading", { name: "Add a fact" }).waitFor();
    await page.goto("/studio/articles/new");
    for (const [id, text] of Object.entries<string>({ ...KA_SAT, text: "" })) await page.locator(`#${id}`).fill(text);
    await page.getByLabel("Or take it from a file").setInputFiles({ name: "news.html", mimeType: "text/html", buffer: Buffer.from(`<nav>Menu</nav><p>${KA_SAT.text}</p>`) });
    await page.getByRole("button", { name: "Find the facts" }).click();
    await page.getByText("The article seems to say").waitFor();
    await page.context().close();
  });

  test("take words that are marked with the mouse", async () => {
    const page = await visitAs(await trainer(), browser, world);
    await pasteByForm(page);
    await page.getByLabel("An incident that is here already").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Choose the incident" }).click();
    await page.locator(".said-text p").nth(1).waitFor();
    await page.evaluate(`(() => { const mark = document.querySelector("mark[data-at]"); const plain = document.querySelector("span[data-at]"); getSelection().setBaseAndExtent(plain.firstChild, 6, mark.firstChild, 10); })()`);
    await page.getByRole("link", { name: "Add a fact from these words" }).click();
    const quote = await page.getByLabel("Quotation").inputValue();
    expect(KA_SAT.text.slice(6)).toContain(quote);
    expect(KA_SAT.text.indexOf(quote)).toBe(6);
    await page.context().close();
  });
});

async function pasteByForm(page: Page): Promise<void> {
  await page.goto("/studio/articles/new");
  for (const [id, text] of Object.entries<string>({ ...KA_SAT })) await page.locator(`#${id}`).fill(text);
  await page.getByRole("button", { name: "Find the facts" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/new") && url.pathname !== "/studio/articles");
}
