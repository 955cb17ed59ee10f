import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { unmeantIn } from "./unmeant.ts";

const near = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));
let source: string | undefined;

/** What axe finds wrong with the page, what it says that nobody put into words, and whether it is wider than the window; nothing when all is well. Our pages have no frames, which its quick mode leaves out. */
export async function complaintsAbout(page: Page, rules: readonly string[] = []): Promise<string[]> {
  await bringAxe(page);
  await settle(page);
  const axe = new AxeBuilder({ page, axeSource: "0" }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  const unmeant = unmeantIn(await page.locator("body").innerText()).map((said) => `says: ${said}`);
  return [...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`), ...unmeant, ...((await isTooWide(page)) ? ["the page is wider than the window"] : [])];
}

/** A theme changes colours only: what axe says of everything else it has said in the light. */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];
const LOOKS = [[360, "light", []], [1280, "dark", COLOUR_RULES]] as const;

/** The same, with the page turned to a telephone in the light and a desk in the dark, and to a tablet for its width; it is left there in the light. */
export async function complaintsInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [width, colorScheme, rules] of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    found.push(...(await complaintsAbout(page, rules)).map((complaint) => `${width}, ${colorScheme}: ${complaint}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 768, height: 800 });
  return (await isTooWide(page)) ? [...found, "768: the page is wider than the window"] : found;
}

/** Once a page, and its smaller build: left to itself, the package hands over a megabyte twice each time that it is asked. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate<boolean>("'axe' in window")) return;
  source ??= readFileSync(near.resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
}

/** Colours that are still on their way from one theme to the other arrive: in between, they would not stand out enough. */
function settle(page: Page): Promise<void> {
  return page.evaluate<void>("document.getAnimations().forEach((each) => { if (each instanceof CSSTransition) each.finish(); })");
}

export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>("document.documentElement.scrollWidth > window.innerWidth");
}

/** What would move for longer than an eye sees: elements with such a transition or animation. */
export function movementIn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationDuration } = getComputedStyle(element);
    return [transitionDuration, animationDuration].some((times) => times.split(",").some((time) => parseFloat(time) > 0.01));
  }).map((element) => element.tagName.toLowerCase() + (element.className ? "." + element.className : ""))`);
}
