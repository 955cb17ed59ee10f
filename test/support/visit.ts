import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { inject } from "vitest";
import type { Person } from "../../src/storage/tables.ts";
import { openBrowser } from "./open-browser.ts";
import { PASSWORD } from "./make.ts";
import type { World } from "./world.ts";

let kept: Browser | undefined;

/** One Chromium for all files of a process, which ends with it: to start one takes longer than most tests. To close it closes its windows. */
export async function startBrowser(): Promise<Browser> {
  if (kept?.isConnected()) return kept;
  kept = Object.assign(await openBrowser(inject("chromium")), { close: async () => { for (const context of kept?.contexts() ?? []) await context.close(); } });
  return kept;
}

/** A fresh visitor in a window of their own, such as `{ javaScriptEnabled: false, viewport: { width: 360, height: 740 } }`. */
export async function visit(browser: Browser, world: World, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await stillOpen(browser)).newContext({ baseURL: world.address, ...options });
  return context.newPage();
}

/** The packaged Chromium crashes now and then; the tests after the one that it spoils get another. */
function stillOpen(browser: Browser): Promise<Browser> {
  return browser.isConnected() ? Promise.resolve(browser) : startBrowser();
}

/** A window of somebody who has signed in, at home. */
export async function visitAs(person: Person, browser: Browser, world: World, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await visit(browser, world, options);
  await page.context().request.post("/session", { form: { email: person.email, password: PASSWORD }, headers: { "Sec-Fetch-Site": "same-origin" }, maxRedirects: 0 });
  await page.goto("/");
  return page;
}

/** Fills in the sign-in page as a person does. */
export async function signIn(page: Page, { email }: Person): Promise<void> {
  await page.goto("/session/new");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/session/new" && url.pathname !== "/session");
}
