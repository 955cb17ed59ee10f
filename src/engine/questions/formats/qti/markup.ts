import { say, type Message } from "../../../../lib/messages.ts";
import { childOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { QtiError } from "./qti-error.ts";

/** What the parts of a body become: an element that is in `own` its text there; pictures the name that `picture` gives, and nothing where it gives none. */
export interface MarkupPlace { own: ReadonlyMap<XmlElement, string>; picture: (source: string) => string | undefined; note: (message: Message) => void }

const KEPT_ATTRIBUTES = new Set("src alt href title lang dir colspan rowspan scope width height start type class datetime cite".split(" "));
const EMPTY = new Set("br hr img col wbr".split(" "));
const UNWRAPPED = new Set(["contentBody", "prompt", "itemBody", "stimulusBody", "feedbackInline", "feedbackBlock", "modalFeedback", "simpleChoice", "simpleAssociableChoice"]);
const PASSED_OVER = new Set(["stylesheet", "script", "style", "catalogInfo", "companionMaterialsInfo", "infoControl", "endAttemptInteraction", "responseProcessing"]);
const MEDIA = new Set(["object", "audio", "video", "embed", "iframe", "canvas", "svg"]);
const TEMPLATED = new Set(["printedVariable", "templateInline", "templateBlock", "include", "customInteraction"]);

/** The HTML of a piece of a body. It is as the file has it, but for what cannot be shown here; that is said. Nobody has made it safe yet. */
export function htmlOf(nodes: XmlElement["children"], place: MarkupPlace): string {
  return nodes.map((node) => (typeof node === "string" ? escapeText(node) : elementHtml(node, place))).join("");
}

function elementHtml(element: XmlElement, place: MarkupPlace): string {
  const own = place.own.get(element);
  const inner = () => htmlOf(element.children, place);
  const { name } = element;
  if (own !== undefined) return own;
  if (TEMPLATED.has(name)) throw new QtiError(say("qti.unknown-part", { part: name }), element.line);
  if (PASSED_OVER.has(name)) return left(place, name);
  if (name === "rubricBlock") return isForLearners(element) ? `<div>${inner()}</div>` : left(place, "rubricBlock");
  if (UNWRAPPED.has(name)) return inner();
  if (name === "img") return picture(element, place, element.attributes.get("src") ?? "");
  if (MEDIA.has(name)) return media(element, place);
  if (name === "math") place.note(say("qti.formula"));
  const tag = `<${name}${attributesOf(element)}>`;
  return EMPTY.has(name) ? tag : `${tag}${inner()}</${name}>`;
}

function left({ note }: MarkupPlace, part: string): string {
  if (part !== "stylesheet" && part !== "style") note(say("qti.part-left-out", { part }));
  return "";
}

/** An instruction for whoever marks, or builds the test, is not for learners (QTI 2.1 info model, view). */
function isForLearners(element: XmlElement): boolean {
  const views = element.attributes.get("view")?.trim().split(/\s+/) ?? ["candidate"];
  return views.includes("candidate");
}

function media(element: XmlElement, place: MarkupPlace): string {
  const source = element.attributes.get("data") ?? element.attributes.get("src") ?? childOf(element, "source")?.attributes.get("src") ?? "";
  if (element.name === "object" && (element.attributes.get("type") ?? "").startsWith("image/")) return picture(element, place, source, textOf(element).trim());
  place.note(say("qti.media-left-out", { part: element.name, source: source.slice(0, 80) }));
  return "";
}

function picture(element: XmlElement, place: MarkupPlace, source: string, words = ""): string {
  const name = place.picture(source);
  if (name === undefined) return "";
  const attributes = new Map([["src", name], ["alt", element.attributes.get("alt") ?? words], ...[...element.attributes].filter(([key]) => /^(?:width|height|title)$/.test(key))]);
  return `<img${attributesOf({ attributes })}>`;
}

function attributesOf({ attributes }: Pick<XmlElement, "attributes">): string {
  return [...attributes].filter(([name]) => KEPT_ATTRIBUTES.has(name)).map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', "&quot;")}"`).join("");
}

/** Text as HTML has it. */
export function escapeText(text: string): string {
  return text.replaceAll("\ue000", "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
