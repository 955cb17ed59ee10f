import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { inject } from "vitest";
import type { Person } from "../../src/storage/tables.ts";
import { openBrowser } from "./browser.ts";
import { PASSWORD } from "./make.ts";
import type { World } from "./world.ts";

/** One Chromium for the tests of a file: open it before them, close it after them. */
export function startBrowser(): Promise<Browser> {
  return openBrowser(inject("chromium"));
}

/** A fresh visitor in a window of their own, such as `{ javaScriptEnabled: false, viewport: { width: 360, height: 740 } }`. */
export async function visit(browser: Browser, world: World, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: world.address, ...options });
  return context.newPage();
}

/** Fills in the sign-in page as a person does. */
export async function visitAs(person: Person, browser: Browser, world: World, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await visit(browser, world, options);
  await page.goto("/session/new");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/session/new" && url.pathname !== "/session");
  return page;
}
