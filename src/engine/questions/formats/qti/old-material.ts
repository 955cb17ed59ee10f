import { say } from "../../../../lib/messages.ts";
import { childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { escapeText, htmlOf, type MarkupPlace } from "./markup.ts";
import { isAskingBlock } from "./old-blackboard.ts";
import { unwrapped } from "./stem.ts";

const RESPONSES = /^response_(?:lid|str|num|xy|grp)$|^render_/;
const PICTURES = /<img\b[^<>]*>/gi;
const SOURCE = /^([^]*?\ssrc\s*=\s*)(?:"([^"]*)"|'([^']*)')([^]*)$/i;
const MEDIA = /<(audio|video|iframe|object|embed)\b[^<>]*>/gi;

/** What the materials in an element say, as HTML, those of responses left out (QTI 1.2 ASI information model, material). */
export function materialHtml(element: XmlElement, place: MarkupPlace): string {
  return unwrapped(partsOf(element, place).join("").trim());
}

function partsOf(element: XmlElement, place: MarkupPlace): string[] {
  return childrenOf(element).flatMap((child) => {
    if (RESPONSES.test(child.name) || isAskingBlock(child)) return [];
    if (/^(?:mattext|matemtext|mat_formattedtext)$/.test(child.name)) return [textHtml(child, place)];
    if (child.name === "matimage") return [image(child, place)];
    if (child.name === "matbreak") return ["<br>"];
    if (/^mat(?:audio|video|applet|application)$/.test(child.name)) return [left(child.name, child.attributes.get("uri") ?? "", place)];
    return partsOf(child, place);
  });
}

function textHtml(element: XmlElement, place: MarkupPlace): string {
  if (childrenOf(element).length > 0) return htmlOf(element.children, place);
  return isHtml(element) ? htmlText(textOf(element), place) : escapeText(textOf(element));
}

/** Blackboard calls its formats HTML, SMART_TEXT, which is HTML too, and PLAIN_TEXT. */
function isHtml({ name, attributes }: XmlElement): boolean {
  return name === "mat_formattedtext" ? attributes.get("type") !== "PLAIN_TEXT" : /^text\/x?html$/i.test(attributes.get("texttype") ?? "");
}

/** HTML that stands in the document as text. */
function htmlText(html: string, place: MarkupPlace): string {
  for (const [, part] of html.matchAll(MEDIA)) left(part!.toLowerCase(), "", place);
  return html.replace(PICTURES, (tag) => tag.replace(SOURCE, (_, start: string, quoted: string | undefined, single: string | undefined, rest: string) => {
    const name = place.picture((quoted ?? single ?? "").replaceAll("&amp;", "&"));
    return name === undefined ? "" : `${start}"${escapeText(name)}"${rest}`;
  }));
}

function image({ attributes }: XmlElement, place: MarkupPlace): string {
  const name = place.picture(attributes.get("uri") ?? "");
  return name === undefined ? "" : `<img src="${escapeText(name)}" alt="${escapeText(attributes.get("label") ?? "").replaceAll('"', "&quot;")}">`;
}

function left(part: string, source: string, { note }: MarkupPlace): string {
  note(say("qti.media-left-out", { part, source: source.slice(0, 80) }));
  return "";
}
