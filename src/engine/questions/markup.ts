import { createRequire } from "node:module";
import type MarkdownIt from "markdown-it";
import type sanitizeHtml from "sanitize-html";

const load = createRequire(import.meta.url);
let markdown: InstanceType<typeof MarkdownIt> | undefined;
let sanitizer: typeof sanitizeHtml | undefined;

/** CommonMark as HTML; HTML in it stays text. */
export function markdownAsHtml(text: string): string {
  markdown ??= new (load("markdown-it") as typeof MarkdownIt)({ html: false, linkify: false });
  return markdown.render(text);
}

/** sanitize-html, loaded with the first text that has markup: most commands, and the start of the server, meet none. */
export function htmlSanitizer(): typeof sanitizeHtml {
  return (sanitizer ??= load("sanitize-html") as typeof sanitizeHtml);
}
