import type { BrowserContext, CDPSession } from "playwright-core";

export interface Weight { first: number; next: number }

/** What a page may bring: a phone on a poor network shows it within a second or two. */
export const MOST_BYTES: Weight = { first: 100_000, next: 15_000 };

/** The bytes that a page brings, headers included, as the browser counts them: to somebody who has nothing of ours yet, and once more. The window must be fresh. */
export async function weigh(context: BrowserContext, path: string): Promise<Weight> {
  return { first: await bytesOf(context, path), next: await bytesOf(context, path) };
}

async function bytesOf(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("Network.enable");
  const total = countBytes(devTools);
  await page.goto(path, { waitUntil: "networkidle" });
  await page.evaluate("document.fonts.ready.then(() => null)");
  await page.close();
  return total();
}

function countBytes(devTools: CDPSession): () => number {
  let bytes = 0;
  devTools.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  return () => bytes;
}
