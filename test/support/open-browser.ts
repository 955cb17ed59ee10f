import { chromium, type Browser } from "playwright-core";

/** Names under .internal lead to this machine, as an intranet's would: browsers trust them less than localhost. */
const ARGUMENTS = ["--host-resolver-rules=MAP *.internal 127.0.0.1", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--font-render-hinting=none", "--disable-features=FontationsLinuxSystemFonts,FontationsFontBackend"];

/** Each has a fresh folder for its user's data, which goes with it. */
export async function openBrowser(path: string, more: readonly string[] = []): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: path, headless: true, args: [...ARGUMENTS, ...more] });
  } catch (cause) {
    throw new Error(`The browser tests need Chromium, and ${path} did not start. Set CHROMIUM_PATH to one that does.`, { cause });
  }
}
