import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe finds wrong with the page, and whether it is wider than the window; nothing when all is well. */
export async function complaintsAbout(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const isWide = await page.evaluate<boolean>("document.documentElement.scrollWidth > window.innerWidth");
  return [...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`), ...(isWide ? ["the page is wider than the window"] : [])];
}
