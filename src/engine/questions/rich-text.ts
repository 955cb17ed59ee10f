import { htmlPieces } from "../../lib/html-pieces.ts";
import { htmlSanitizer, markdownAsHtml } from "./markup.ts";
import type { Format } from "./texts.ts";

/** Elements that say something about the text, without a look of their own. A link would lead people away in the middle of a question. */
const TAGS = [
  "p", "div", "span", "br", "hr", "b", "strong", "i", "em", "u", "s", "del", "ins", "mark", "small", "sub", "sup", "abbr", "cite", "q", "blockquote", "kbd", "samp", "var", "code", "pre",
  "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "h3", "h4", "h5", "h6", "img",
];
const ATTRIBUTES = { "*": ["lang", "dir"], img: ["src", "alt", "width", "height"], th: ["colspan", "rowspan", "scope"], td: ["colspan", "rowspan"], ol: ["start", "type"], abbr: ["title"] };

/** How Moodle's texts call a file that came with them. */
const OF_FILE = /@@PLUGINFILE@@\/([^"'\s<>)]+)/g;

/** The text as HTML that can stand in a page: no scripts, styles, links, forms or frames, and no picture of another server. */
export function safeHtmlOf(text: string, format: Format = "plain"): string {
  switch (format) {
    case "plain": return withLines(escaped(text));
    case "markdown": return safe(markdownAsHtml(text));
    case "html": return safe(text);
    case "moodle": return safe(withLines(text.replace(/>\s+</g, "><")));
  }
}

/** What is left of HTML, kept as it was written where nothing has to go. */
export function safeSource(html: string): { html: string; isChanged: boolean } {
  const [kept, sanitizeHtml] = [safe(html), htmlSanitizer()];
  const all = sanitizeHtml(html, { allowedTags: false, allowedAttributes: false, allowVulnerableTags: true, allowedSchemesByTag: { img: [...sanitizeHtml.defaults.allowedSchemes, "data", "blob"] } });
  return kept === all ? { html, isChanged: false } : { html: kept, isChanged: true };
}

/** The words of a text alone, on one line: for lists, titles and whatever compares words. */
export function plainTextOf(text: string, format: Format = "plain"): string {
  if (format === "plain") return text;
  const words = [...htmlPieces(safeHtmlOf(text, format))].map((piece) => ("text" in piece ? piece.text : BLOCKS.has("open" in piece ? piece.open : piece.close) ? " " : ""));
  return words.join("").replace(/\s+/g, " ").trim();
}

const BLOCKS = new Set(["p", "div", "br", "hr", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "th", "td", "caption", "h3", "h4", "h5", "h6", "img"]);

/** Whether a text would look another way as HTML. */
export function hasMarkup(text: string): boolean {
  return /<[a-z!/?]|&(?:#\d|#x|[a-z])/i.test(text);
}

/** The text with `urlOf` the name of each file that it shows; what has no address stays. */
export function withPictures(text: string, urlOf: (name: string) => string | undefined): string {
  return text.replace(OF_FILE, (whole, name: string) => urlOf(decoded(name)) ?? whole);
}

/** The names of the files that a text shows. */
export function picturesIn(text: string): string[] {
  return [...text.matchAll(OF_FILE)].map(([, name]) => decoded(name!));
}

/** The tags of the pictures in HTML. Behind the last ">" nothing is looked for: each beginning of a tag would be followed to the end of the text. */
export function imagesIn(html: string): string[] {
  return html.slice(0, html.lastIndexOf(">") + 1).match(/<img\b[^>]*>/gi) ?? [];
}

/** Whether some picture has no words for those who do not see it. */
export function lacksAlternative(html: string): boolean {
  return imagesIn(html).some((image) => !/\balt\s*=\s*(?:"\s*[^"\s][^"]*"|'\s*[^'\s][^']*'|[^\s"'>]+)/i.test(image));
}

function safe(html: string): string {
  return htmlSanitizer()(html, {
    allowedTags: TAGS, allowedAttributes: ATTRIBUTES, allowedSchemes: [], allowProtocolRelative: false, nestingLimit: 50,
    transformTags: { h1: "h3", h2: "h3" }, exclusiveFilter: ({ tag, attribs }) => tag === "img" && !isOurs(attribs["src"] ?? ""),
  });
}

/** A picture that this server keeps, or a file that came along. */
function isOurs(source: string): boolean {
  return /^(?:\/pictures\/[\w-]+$|@@PLUGINFILE@@\/)/.test(source);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function withLines(text: string): string {
  return text.replace(/\r?\n/g, "<br>\n");
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
