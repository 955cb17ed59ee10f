import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe finds wrong with the page, and whether it is wider than the window; nothing when all is well. Our pages have no frames, which its quick mode leaves out. */
export async function complaintsAbout(page: Page, rules: readonly string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return [...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`), ...((await isTooWide(page)) ? ["the page is wider than the window"] : [])];
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
