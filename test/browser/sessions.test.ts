import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSetupLink } from "../../src/domain/setting-up.ts";
import { complaintsAbout, complaintsInEveryLook } from "../support/looks.ts";
import { makePerson, PASSWORD } from "../support/make.ts";
import { signIn, startBrowser, visit, visitAs } from "../support/visit.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let browser: Browser;
beforeAll(async () => { world = await openWorld(); browser = await startBrowser(); });
afterAll(async () => { await browser?.close(); await world?.close(); });

describe("signing in", () => {
  test.each([true, false])("leads home and out again, with JavaScript: %s", async (javaScriptEnabled) => {
    const page = await visit(browser, world, { javaScriptEnabled });
    await signIn(page, await makePerson(world.db));
    expect(new URL(page.url()).pathname).toBe("/");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/session/new");
    await page.goto("/progress");
    expect(new URL(page.url()).pathname).toBe("/session/new");
  });

  test("works on plain http under an intranet name, where browsers say less of themselves", async () => {
    const person = await makePerson(world.db);
    const page = await visit(browser, world, { baseURL: world.address.replace("127.0.0.1", "debrief.internal") });
    await signIn(page, person);
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

/** A device that keeps passkeys and checks who holds it, as the browser's own tools pretend it. */
async function withAuthenticator(page: Page): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  await tools.send("WebAuthn.enable");
  await tools.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}

describe("a passkey", () => {
  test("is added by name, signs in without a password, is a second factor, confirms, and is removed", async () => {
    const person = await makePerson(world.db, { roles: ["admin"] });
    const page = await visitAs(person, browser, world, { baseURL: world.address.replace("127.0.0.1", "localhost") });
    await withAuthenticator(page);
    await page.goto("/account/security/passkeys/new");
    await page.getByLabel("Name").fill("My laptop");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
    await page.getByRole("link", { name: "I have kept them" }).click();
    await page.getByRole("heading", { name: "My laptop" }).waitFor();
    expect(await complaintsInEveryLook(page)).toEqual([]);

    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.waitForURL((url) => url.pathname === "/");

    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByLabel("Email").fill(person.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    expect(await complaintsInEveryLook(page)).toEqual([]);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.waitForURL((url) => url.pathname === "/");

    await world.db("sessions").where({ person_id: person.id }).update({ data: world.db.raw("replace(data, '\"steppedUpAt\":\"2026', '\"steppedUpAt\":\"2025')") });
    await page.goto("/account/security");
    page.on("dialog", (dialog) => void dialog.accept());
    await page.getByRole("button", { name: "Remove the passkey My laptop" }).click();
    await page.getByRole("heading", { name: "Is it you?" }).waitFor();
    expect(await complaintsInEveryLook(page)).toEqual([]);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("status").filter({ hasText: "The passkey My laptop was removed." }).waitFor();
    expect(await world.db("sessions").where({ person_id: person.id }).pluck("factor")).toEqual(["password-passkey"]);
    await page.context().close();
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

    await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "People" }).click();
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
