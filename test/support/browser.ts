import type { TestProject } from "vitest/node";
import { findChromium } from "./chromium.ts";
import { openBrowser } from "./open-browser.ts";

/** Finds Chromium once and sees it start, so that a machine without one fails in clear words. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { path, remove } = await findChromium();
  await (await openBrowser(path)).close();
  project.provide("chromium", path);
  return remove;
}
