import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaintsAbout } from "../../support/looks.ts";
import { makePerson } from "../../support/make.ts";
import { startBrowser, visitAs } from "../../support/visit.ts";
import { openWorld, type World } from "../../support/world.ts";
import type { Person } from "../../../src/storage/tables.ts";

let [world, browser, trainer]: [World, Browser, Person] = [] as never;
beforeAll(async () => {
  [world, browser] = [await openWorld(), await startBrowser()];
  trainer = await makePerson(world.db, { roles: ["trainer"] });
});
afterAll(async () => { await browser.close(); await world.close(); });

const ROWS = `Kind,Question,Option A,Option B,Option C,Key,Feedback A,Colour
single,A caller says that they are from the service desk and need the code that was just sent to your telephone. What do you do?,Read it out,Hang up and call the service desk,,B,It opens your account to them.,red
multiple,Which belong in a report?,The time,The sender,Your guess who did it,"A, B",,
numeric,How many minutes after noticing should you report?,,,,15,,
single,Which belong in a report?,The time,,,A,,
single,A caller says that they are from the service desk and need the code that was just sent to your telephone. What do you do?,Hang up and call the service desk,Read it out,,A,,
`;

describe("bringing in a file in a browser", () => {
  test.each([[360, true, "light"], [1280, false, "dark"]] as const)("at %i pixels goes from the file to the bank", async (width, withScript, theme) => {
    const page = await visitAs(trainer, browser, world, { viewport: { width, height: 900 }, colorScheme: theme, javaScriptEnabled: withScript });
    const look = async () => { if (withScript) expect(await complaintsAbout(page)).toEqual([]); };
    await page.goto("/studio/imports");
    await look();
    await page.getByRole("link", { name: "Bring in questions" }).click();
    await look();
    await page.getByLabel("File of questions").setInputFiles({ name: "from the old system.csv", mimeType: "text/csv", buffer: Buffer.from(ROWS.replaceAll("report", `report ${width} ${theme}`)) });
    await page.getByRole("button", { name: "Look at what is in it" }).click();
    await look();
    await page.getByLabel("Tags (optional)").fill("moved, 2026");
    await page.getByRole("button", { name: /as drafts?$/ }).click();
    await look();
    expect(await page.getByRole("alert").textContent()).toContain("Choose a topic");
    await page.getByLabel("Topic").selectOption("reporting");
    await page.getByRole("button", { name: /as drafts?$/ }).click();
    await look();
    expect(await page.locator("[data-state='done']").count()).toBe(1);
    await page.goto("/studio/exports");
    await look();
    const { id } = (await world.db("question_imports").orderBy("id", "desc").first())!;
    await world.db("question_imports").where({ id }).update({ state: "running", done: 2, beat_at: world.now().toISOString() });
    await page.goto(`/studio/imports/${(await world.db("question_imports").where({ id }).first())!.public_id}`);
    await look();
    await world.db("question_imports").where({ id }).update({ state: "done" });
    await page.context().close();
  });
});
