import { say, type Message } from "../../../../lib/messages.ts";
import { htmlSanitizer, markdownAsHtml } from "../../markup.ts";
import type { TextFormat } from "../item.ts";
import { cleared, escapeXml } from "./tags.ts";
import { validMarkup } from "./valid-markup.ts";

/** The elements of HTML that every version of QTI has (QTI 2.1 information model, section 6.3). */
const ALLOWED = ("a abbr acronym address b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre q samp small span strong sub sup"
  + " table tbody td tfoot th thead tr tt ul var").split(" ");
const KNOWN = new Set(ALLOWED);
const ATTRIBUTES = { "*": ["class"], a: ["href"], img: ["src", "alt", "width", "height"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan", "scope"] };
const IN_TEXT = /^@@PLUGINFILE@@\/?/;

/** The XML of a text in any format. Pictures of the question are called by `folder`; an element that QTI does not have is said, and its words stay. */
export function xmlOf(text: string, format: TextFormat, folder: string, note: (message: Message) => void): string {
  if (format !== "markdown" && !/[<&\n]/.test(text)) return escapeXml(text);
  if (format === "plain") return escapeXml(text).replaceAll("\n", "<br/>");
  const html = format === "markdown" ? markdownAsHtml(text).trim() : format === "moodle" ? text.replaceAll("\n", "<br>") : text;
  return validMarkup(htmlSanitizer()(cleared(html), {
    allowedTags: ALLOWED, allowedAttributes: ATTRIBUTES, allowedSchemesByTag: { img: ["http", "https", "data"] }, allowProtocolRelative: false,
    onOpenTag: (name) => { if (!KNOWN.has(name)) note(say("qti.element-not-carried", { element: name })); },
    transformTags: { img: (tagName, { src = "", alt = "", ...attribs }) => ({ tagName, attribs: { src: src.replace(IN_TEXT, `${folder}/`), alt, ...attribs } }) },
  }));
}
