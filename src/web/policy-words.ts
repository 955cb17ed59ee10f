import { htmlSanitizer, markdownAsHtml } from "../engine/questions/markup.ts";

const TAGS = ["h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "hr", "br", "s"];
/** The title of the page stands above all headings of the text. */
const LOWERED = { h1: "h2", h2: "h3", h3: "h4", h4: "h5", h5: "h5", h6: "h5" };

/** Markdown as HTML without pictures, scripts or anything else that acts; links lead to the web or to mail. */
export function policyHtml(text: string): string {
  return htmlSanitizer()(markdownAsHtml(text), {
    allowedTags: TAGS, allowedAttributes: { a: ["href", "rel"], ol: ["start"] }, allowedSchemes: ["https", "http", "mailto"], allowProtocolRelative: false,
    transformTags: { ...LOWERED, a: (tagName, attribs) => ({ tagName, attribs: { ...(attribs["href"] && { href: attribs["href"] }), rel: "noreferrer" } }) },
  });
}
