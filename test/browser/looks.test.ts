import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { learnerPages, makeSights, type Sights } from "../support/learner-pages.ts";
import { COLOUR_RULES, complaintsAbout, isTooWide, movementIn } from "../support/looks.ts";
import { PASSWORD } from "../support/make.ts";
import { startBrowser, visitAs } from "../support/visit.ts";
import { MOST_BYTES, weigh } from "../support/weight.ts";
import { openWorld, type World } from "../support/world.ts";

/** A telephone and a desk, each in a theme of its own; the narrowest window and a desk at 200 % for what may not be cut off. */
const LOOKS = [[360, "light", []], [1280, "dark", COLOUR_RULES]] as const;
const OTHER_WIDTHS = [320, 640, 768];

let world: World;
let browser: Browser;
let sights: Sights;

beforeAll(async () => {
  world = await openWorld();
  browser = await startBrowser();
  sights = await makeSights(world);
});
afterAll(async () => { await browser?.close(); await world?.close(); });

/** Each page once, turned to every look. */
async function lookAt(page: Page, path: string): Promise<string[]> {
  const found: string[] = [];
  await page.goto(path);
  for (const [width, colorScheme, rules] of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "no-preference" });
    await page.setViewportSize({ width, height: 800 });
    found.push(...(await complaintsAbout(page, rules)).map((complaint) => `${colorScheme}, ${width}: ${complaint}`));
  }
  for (const width of OTHER_WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    if (await isTooWide(page)) found.push(`${width}: the page is wider than the window`);
  }
  await page.emulateMedia({ reducedMotion: "reduce" });
  return [...found, ...(await movementIn(page)).map((moving) => `moves though less motion was asked for: ${moving}`)];
}

describe("every page that a learner meets", () => {
  test("satisfies axe in both themes, fits 320 pixels and a zoom of 200 %, and keeps still when asked to", { timeout: 240_000 }, async () => {
    const page = await visitAs(sights.person, browser, world);
    const complaints: Record<string, string[]> = {};
    for (const [name, path] of Object.entries(learnerPages(sights))) complaints[name] = await lookAt(page, path);
    expect(Object.entries(complaints).filter(([, found]) => found.length > 0)).toEqual([]);
    await page.context().close();
  });
});

describe("whoever looks differently", () => {
  test("by touch, sees the slash between breadcrumbs at the height of their words", async () => {
    const page = await visitAs(sights.person, browser, world, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });
    await page.goto(`${sights.finished.attempt}/result`);
    const laid = await page.evaluate<[boolean, string, string]>("(() => { const { display, alignItems } = getComputedStyle(document.querySelector('.breadcrumbs li + li')); return [matchMedia('(pointer: coarse)').matches, display, alignItems]; })()");
    expect(laid).toEqual([true, "flex", "center"]);
    await page.context().close();
  });

  test("with forced colours, sees what is still ahead as empty, not as switched off", async () => {
    const page = await visitAs(sights.person, browser, world, { forcedColors: "active" });
    const inks = (one: string) => page.evaluate<string[]>(`(() => {
      const probe = document.body.appendChild(document.createElement("i"));
      const named = Object.fromEntries(["Canvas", "CanvasText", "Highlight", "GrayText"].map((name) => { probe.style.color = name; return [getComputedStyle(probe).color, name]; }));
      const { fill, stroke } = getComputedStyle(document.querySelector("${one}"));
      return [named[fill] ?? fill, named[stroke] ?? stroke];
    })()`);
    await page.goto(`${sights.finished.attempt}/questions/1`);
    expect(await inks(".progress__step--here")).toEqual(["Highlight", "none"]);
    expect(await inks(".progress__step--ahead")).toEqual(["Canvas", "CanvasText"]);
    await page.goto("/progress");
    expect(await inks(".bars__track")).toEqual(["Canvas", "CanvasText"]);
    expect(await inks(".bars__fill")).toEqual(["Highlight", "none"]);
    await page.context().close();
  });
});

describe("the pages that are opened most", () => {
  test.each(["home", "quiz", "question: multiple"])("weigh little on the first visit and next to nothing on the next: %s", async (name) => {
    const context = await browser.newContext({ baseURL: world.address });
    await context.request.post("/session", { form: { email: sights.person.email, password: PASSWORD, to: "/" } });
    const { first, next } = await weigh(context, learnerPages(sights)[name]!);
    expect(first).toBeGreaterThan(40_000);
    expect(first).toBeLessThan(MOST_BYTES.first);
    expect(next).toBeLessThan(MOST_BYTES.next);
    await context.close();
  });
});
