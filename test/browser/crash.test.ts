import { expect, test } from "vitest";
import { startBrowser, visit } from "../support/visit.ts";
import { openWorld } from "../support/world.ts";

test("a browser that crashed is opened again for the next visitor, whose windows are closed with the first, and stays for the next file", async () => {
  const [world, browser] = [await openWorld(), await startBrowser()];
  const session = await browser.newBrowserCDPSession();
  const gone = new Promise((resolve) => browser.once("disconnected", resolve));
  await session.send("Browser.crash").catch(() => undefined);
  await gone;

  const page = await visit(browser, world);
  await page.goto("/session/new");
  const another = page.context().browser()!;
  expect(another.isConnected()).toBe(true);
  expect((await visit(browser, world)).context().browser()).toBe(another);
  await browser.close();
  expect([another.contexts(), another.isConnected(), await startBrowser()]).toEqual([[], true, another]);
  await world.close();
});
