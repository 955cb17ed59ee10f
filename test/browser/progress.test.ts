import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeHistory } from "../support/history.ts";
import { makeMemories } from "../support/learning.ts";
import { complaintsAbout } from "../support/looks.ts";
import { makePerson, makeQuiz } from "../support/make.ts";
import { startBrowser, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

describe("the pages about oneself", () => {
  test.each([[320, "light", false], [1280, "dark", true]] as const)("fit and are readable by everybody at %i pixels, %s, with scripts: %s", async (width, colorScheme, javaScriptEnabled) => {
    const person = await makePerson(world.db);
    await makeHistory(world.db, person, await makeQuiz(world.db), 4, { confidence: "sure" });
    await makeMemories(world.db, person, 8, { at: world.now() });
    const page = await visitAs(person, browser, world, { viewport: { width, height: 800 }, colorScheme, javaScriptEnabled });
    for (const path of ["/progress", "/progress/answers", "/progress/data", "/privacy"]) {
      await page.goto(path);
      expect([path, ...(javaScriptEnabled ? await complaintsAbout(page) : await sidewaysOf(page))]).toEqual([path]);
    }
    await page.goto("/progress/answers");
    await page.getByText("What was right, and why").first().click();
    await page.getByText("The explanation of question").first().waitFor({ state: "visible" });
    await page.goto("/progress/data");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download as JSON" }).press("Enter")]);
    expect(download.suggestedFilename()).toBe("debrief-my-data-2026-01-05.json");
  });
});

/** Axe needs scripts in the page; whether it scrolls sideways is asked from outside. */
async function sidewaysOf(page: Awaited<ReturnType<typeof visitAs>>): Promise<string[]> {
  const { width } = (await page.locator("html").boundingBox())!;
  const isWide = await page.evaluate<boolean>("document.documentElement.scrollWidth > window.innerWidth");
  return isWide || width > 320 ? ["the page is wider than the window"] : [];
}
