import type { TextFormat } from "../item.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { QuestionRefused } from "./refusal.ts";

const FORMATS: Readonly<Record<string, TextFormat>> = { moodle_auto_format: "moodle", html: "html", plain_text: "plain", wiki_like: "moodle", markdown: "markdown" };
const BLANKS = new Set(" \t\n\r\0\v");

/** Without the blanks at its ends that Moodle takes away: a space that must not break stays. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && BLANKS.has(text[from]!)) from++;
  while (from < to && BLANKS.has(text[to - 1]!)) to--;
  return text.slice(from, to);
}

/** The format that an element says its text is in. Moodle takes a name that it does not know for HTML. */
export function formatOf(element: XmlElement | undefined, otherwise: TextFormat): TextFormat {
  const said = element?.attributes.get("format");
  return said === undefined ? otherwise : FORMATS[trimmed(said)] ?? "html";
}

/** What stands in the `<text>` of an element, or in the element itself where it has none, as the oldest files write it. */
export function plainText(element: XmlElement | undefined): string {
  if (element === undefined) return "";
  return wordsOf(childOf(element, "text") ?? withoutChildren(element));
}

/** Everything that is written in an element that must hold nothing but words. */
export function wordsOf(element: XmlElement | undefined): string {
  const inner = element && childrenOf(element)[0];
  if (inner) throw new QuestionRefused("moodle-xml.markup", inner, { element: inner.name.slice(0, 40) });
  return trimmed(textOf(element));
}

function withoutChildren(element: XmlElement): XmlElement {
  return { ...element, children: element.children.filter((child) => typeof child === "string") };
}

/** The words of a child of this name; what is given instead where there is none. */
export function valueOf(element: XmlElement, name: string, otherwise: string): string {
  const child = childOf(element, name);
  return child === undefined ? otherwise : wordsOf(child);
}

/** Moodle's idea of yes: whatever is neither empty, 0 nor false. */
export function isYes(word: string): boolean {
  return !["", "0", "false"].includes(word);
}

const LONGEST_NUMBER = 40;

/** A number written with a full stop; undefined for anything else, also where Moodle would guess. */
export function numberIn(text: string): number | undefined {
  return text.length <= LONGEST_NUMBER && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
