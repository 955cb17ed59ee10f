import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSetupLink } from "../../src/domain/setting-up.ts";
import { complaintsAbout } from "../support/looks.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { startBrowser, visit, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

describe("signing in", () => {
  test.each([true, false])("leads home and out again, with JavaScript: %s", async (javaScriptEnabled) => {
    const page = await visitAs(await makePerson(world.db), browser, world, { javaScriptEnabled });
    expect(new URL(page.url()).pathname).toBe("/");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/session/new");
    await page.goto("/progress");
    expect(new URL(page.url()).pathname).toBe("/session/new");
  });

  test("works on plain http under an intranet name, where browsers say less of themselves", async () => {
    const person = await makePerson(world.db);
    const page = await visitAs(person, browser, world, { baseURL: world.address.replace("127.0.0.1", "debrief.internal") });
    expect(new URL(page.url()).pathname).toBe("/");
    expect(await page.getByText(person.name).count()).toBeGreaterThan(0);
  });

  test("works by keyboard alone", async () => {
    const person = await makePerson(world.db);
    const page = await visit(browser, world);
    await page.goto("/session/new");
    await page.getByLabel("Email").focus();
    await page.keyboard.type(person.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");
  });

  test("that fails puts the reader at the summary of what is wrong", async () => {
    const page = await visit(browser, world);
    await page.goto("/session/new");
    await page.getByLabel("Email").fill("nobody@example.test");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
    await summary.waitFor();
    expect(await page.evaluate("document.activeElement.className")).toBe("error-summary");
    await summary.getByRole("link").click();
    expect(await page.evaluate("document.activeElement.id")).toBe("email");
    expect(await page.getByLabel("Email").inputValue()).toBe("nobody@example.test");
  });
});

describe("a form sent after signing out in another tab", () => {
  test("says that it was not saved, and leads back to where it stood", async () => {
    const admin = await makePerson(world.db, { roles: ["admin"] });
    const page = await visitAs(admin, browser, world, { viewport: { width: 360, height: 740 } });
    await page.goto("/admin/people/new");
    const other = await page.context().newPage();
    await other.goto("/progress");
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.waitForURL("**/session/new");

    await page.getByLabel("Name").fill("Ann");
    await page.getByRole("button", { name: "Add person" }).click();
    await page.getByRole("alert").filter({ hasText: "What you sent last was not saved" }).waitFor();
    expect(await complaintsAbout(page)).toEqual([]);

    await page.getByLabel("Email").fill(admin.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/admin/people/new");
    await page.context().close();
  });
});

describe("the first admin", () => {
  test("comes in through the printed link and adds a person, without JavaScript", async () => {
    const empty = await openWorld();
    const page = await visit(browser, empty, { javaScriptEnabled: false });
    await page.goto(`/setup/${await newSetupLink(empty.db, empty.now())}`);
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("Email").fill("ada@example.test");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make me the admin" }).click();

    await page.getByRole("link", { name: "Add person" }).click();
    await page.getByLabel("Name").fill("Grace");
    await page.getByLabel("Email").fill("grace@example.test");
    await page.getByLabel("Trainer").check();
    await page.getByLabel("First password").fill(PASSWORD);
    await page.getByRole("button", { name: "Add person" }).click();

    await page.getByRole("status").filter({ hasText: "Grace was added" }).waitFor();
    expect(await page.getByRole("row", { name: /Grace grace@example.test – trainer/ }).count()).toBe(1);
    await page.context().close();
    await empty.close();
  });
});
