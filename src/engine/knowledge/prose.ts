import { z } from "zod";

/** Words of ours that people read: trimmed, with the quotation marks and apostrophes of print. Quotations of sources are left as they are. */
export function prose(least: number, most: number) {
  return z.string().trim().min(least).max(most).transform(asPrinted);
}

/** it's "so" -> it’s “so” */
export function asPrinted(text: string): string {
  return text.replace(/(^|[\s([{–—-])"/g, "$1“").replace(/"/g, "”").replace(/(^|[\s([{–—“-])'(?=\S)/g, "$1‘").replace(/'/g, "’");
}
