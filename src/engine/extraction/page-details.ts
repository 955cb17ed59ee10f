import { attributesOf, htmlPieces } from "../../lib/html-pieces.ts";

/** What the head of a page says of it, as it stands there: nobody has checked it. `published` is a day. */
export interface PageDetails { title?: string; publisher?: string; published?: string; url?: string }

/** Open Graph (ogp.me) and its types for articles. */
const PROPERTIES = new Map<string | undefined, keyof PageDetails>([["og:title", "title"], ["og:site_name", "publisher"], ["article:published_time", "published"], ["og:url", "url"]]);
const AFTER_HEAD = new Set(["body", "article", "main"]);

/** Who published a page, when, and under which title and address. The first of each counts, and the canonical address before any other. It takes one pass and never fails. */
export function detailsOfPage(html: string): PageDetails {
  const details: PageDetails = {};
  let canonical = "";
  for (const piece of htmlPieces(html)) {
    if (!("open" in piece)) continue;
    if (AFTER_HEAD.has(piece.open)) break;
    if (piece.open !== "meta" && piece.open !== "link") continue;
    const attributes = attributesOf(piece.tag);
    if (attributes.get("rel")?.toLowerCase() === "canonical") canonical ||= attributes.get("href")?.trim() ?? "";
    const detail = PROPERTIES.get(attributes.get("property")?.toLowerCase());
    const said = attributes.get("content")?.trim().replace(/\s+/g, " ");
    const value = detail === "published" ? /^\d{4}-\d\d-\d\d/.exec(said ?? "")?.[0] : said;
    if (detail && value) details[detail] ??= value;
  }
  return canonical === "" ? details : { ...details, url: canonical };
}
