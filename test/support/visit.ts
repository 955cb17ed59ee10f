import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { inject } from "vitest";
import type { Person } from "../../src/storage/tables.ts";
import { openBrowser } from "./open-browser.ts";
import { PASSWORD } from "./make.ts";
import type { World } from "./world.ts";

/** What stands in for a browser that crashed. */
const reopened = new WeakMap<Browser, Browser>();

/** One Chromium for the tests of a file: open it before them, close it after them, with what stood in for it. */
export async function startBrowser(): Promise<Browser> {
  const browser = await openBrowser(inject("chromium"));
  const closeIt = browser.close.bind(browser);
  return Object.assign(browser, { close: async () => { await reopened.get(browser)?.close(); await closeIt(); } });
}

/** A fresh visitor in a window of their own, such as `{ javaScriptEnabled: false, viewport: { width: 360, height: 740 } }`. */
export async function visit(browser: Browser, world: World, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await stillOpen(browser)).newContext({ baseURL: world.address, ...options });
  return context.newPage();
}

/** The packaged Chromium crashes now and then; the tests after the one that it spoils get another. */
async function stillOpen(browser: Browser): Promise<Browser> {
  const newest = reopened.get(browser) ?? browser;
  if (newest.isConnected()) return newest;
  const another = await openBrowser(inject("chromium"));
  reopened.set(browser, another);
  return another;
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
