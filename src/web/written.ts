import { plainTextOf, safeHtmlOf } from "../engine/questions/rich-text.ts";
import type { Format } from "../engine/questions/texts.ts";

const BLOCK = /<(?:p|div|ul|ol|dl|table|blockquote|pre|hr|h[3-6])\b/;

/** A stem as a page shows it: its first paragraph is the heading, what follows stands below. */
interface ShownStem { heading: string; more: string }

/** What views say for texts of questions, as HTML that is safe to put into a page. */
export const written = {
  /** On a line of its own: an option, a label. */
  line(text: string, format?: Format): string {
    const html = safeHtmlOf(text, format).trim();
    const [, only] = /^<p>([\s\S]*)<\/p>$/.exec(html) ?? [];
    return only !== undefined && !BLOCK.test(only) ? only : html;
  },
  /** Words as they stand, line ends kept. */
  words(text: string): string {
    return safeHtmlOf(text, "plain");
  },
  /** With paragraphs. */
  block(text: string, format?: Format): string {
    const html = safeHtmlOf(text, format).trim();
    return BLOCK.test(html) ? html : `<p>${html}</p>`;
  },
  stem(text: string, format?: Format): ShownStem {
    const html = safeHtmlOf(text, format).trim();
    if (!BLOCK.test(html)) return { heading: html, more: "" };
    const [, first = "", more = ""] = /^<p>([\s\S]*?)<\/p>([\s\S]*)$/.exec(html) ?? [];
    return /[^<>\s]/.test(first.replace(/<[^>]*>/g, "")) ? { heading: first, more: more.trim() } : { heading: plainHeading(text, format), more: html };
  },
};

/** Where no paragraph comes first, the words are the heading. */
function plainHeading(text: string, format?: Format): string {
  const words = plainTextOf(text, format);
  return safeHtmlOf(words.length > 160 ? `${words.slice(0, 157).replace(/\s+\S*$/, "")}...` : words, "plain");
}
