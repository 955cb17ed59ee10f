import type MarkdownIt from "markdown-it";
import type SanitizeHtml from "sanitize-html";
import { onDemand } from "../../lib/on-demand.ts";

const markdownIt = onDemand<typeof MarkdownIt>("markdown-it");
let markdown: InstanceType<typeof MarkdownIt> | undefined;

/** CommonMark as HTML; HTML in it stays text. */
export function markdownAsHtml(text: string): string {
  markdown ??= new (markdownIt())({ html: false, linkify: false });
  return markdown.render(text);
}

export const htmlSanitizer = onDemand<typeof SanitizeHtml>("sanitize-html");
