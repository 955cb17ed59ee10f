import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaintsAbout } from "../../support/looks.ts";
import { makePerson } from "../../support/make.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

async function openForm(options: Parameters<typeof visitAs>[3]): Promise<Page> {
  const page = await visitAs(await makePerson(world.db, { roles: ["trainer"] }), browser, world, options);
  await page.goto("/studio/questions/new");
  return page;
}

const save = (page: Page) => page.getByRole("button", { name: "Save question", exact: true }).click();

describe("the form of a question", () => {
  test.each([true, false])("takes a name to write (JavaScript: %s)", async (javaScriptEnabled) => {
    const page = await openForm({ javaScriptEnabled });
    await page.getByLabel("A name to write").check();
    await page.getByLabel("Question", { exact: true }).fill(javaScriptEnabled ? "Who hid behind others?" : "Whose servers did the newcomers take over in 2018?");
    await page.getByLabel("Names that are right, one a line").fill("Turla\nVenomous Bear");
    await page.getByLabel("Names that must not count, one a line (optional)").fill("the turla");
    await page.getByLabel("Explanation").fill("It teaches something.");
    await page.getByLabel("Topic").selectOption("data");
    await page.getByLabel("Recall").check();
    await save(page);

    await page.getByRole("link", { name: /Take it out of one of the lists/ }).click();
    expect(await page.evaluate("document.activeElement.id")).toBe("reject");
    await page.getByLabel("Names that must not count, one a line (optional)").fill("Turlock");
    await save(page);
    await page.getByText("The question was saved as a draft.").waitFor();
    await page.getByText("Also accepted: Venomous Bear").waitFor();
    await page.context().close();
  });

  test("shows the fields of the chosen kind alone, and all of them without JavaScript", async () => {
    const [page, plain] = [await openForm({}), await openForm({ javaScriptEnabled: false })];
    const fields = (of: Page) => ["Text of option 1", "Right number", "Names that are right, one a line"].map((label) => of.getByLabel(label).isVisible());
    expect(await Promise.all(fields(page))).toEqual([true, false, false]);
    await page.getByLabel("A number to write").check();
    expect(await Promise.all(fields(page))).toEqual([false, true, false]);
    await page.getByLabel("A name to write").check();
    expect(await Promise.all(fields(page))).toEqual([false, false, true]);
    expect(await Promise.all(fields(plain))).toEqual([true, true, true]);
    await Promise.all([page, plain].map((each) => each.context().close()));
  });

  test.each([[360, "A number to write", "dark"], [1280, "A name to write", "light"]] as const)("fits at %i pixels with the complaints about %s", async (width, kind, colorScheme) => {
    const page = await openForm({ viewport: { width, height: 800 }, colorScheme });
    await page.getByLabel(kind).check();
    await save(page);
    await page.getByRole("alert").waitFor();
    expect(await complaintsAbout(page)).toEqual([]);
    await page.context().close();
  });
});
