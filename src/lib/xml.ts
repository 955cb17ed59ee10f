import type * as Saxes from "saxes";
import type { SaxesTagNS } from "saxes";
import { say, type Message } from "./messages.ts";
import { onDemand } from "./on-demand.ts";
import { inEnglish } from "./readers.ts";

const saxes = onDemand<typeof Saxes>("saxes");

/** An element of a document. `name` is its local name, `space` the address of its namespace; attributes go by local name. `line` counts from 1. */
export interface XmlElement { name: string; space: string; attributes: ReadonlyMap<string, string>; children: readonly (XmlElement | string)[]; line: number }

/** Why a document was not read, in words for whoever brought it, and where: `line` counts from 1, or is 0 where the whole is meant. Its message is English, for logs and the command line. */
export class XmlError extends Error {
  override name = "XmlError";
  readonly words: Message;
  readonly line: number;
  constructor(words: Message, line: number) {
    super(inEnglish(words));
    this.words = words;
    this.line = line;
  }
}

/** How much of a document is read: characters in all, elements in one another, attributes of one element, elements in all. */
export interface XmlLimits { characters: number; depth: number; attributes: number; elements: number }
export const XML_LIMITS: XmlLimits = { characters: 50_000_000, depth: 100, attributes: 100, elements: 500_000 };

/** Most elements have no attributes, and a map for each of them is most of what a document takes. */
const NONE: ReadonlyMap<string, string> = new Map();

interface Open { name: string; space: string; attributes: ReadonlyMap<string, string>; children: (XmlElement | string)[]; line: number }

/** What a reader takes besides: a document type that is passed over, and elements that are handed on as they end, by their names, instead of standing in the tree. */
export interface XmlReading { doctype?: RegExp; each?: ReadonlyMap<string, (element: XmlElement) => void> }

/**
 * Reads a whole document. A document type is refused, and with it every entity of its own, unless the reading takes it; nothing outside the text is ever opened.
 * @throws XmlError when the text is no well-formed XML 1.0 or more than the limits.
 */
export function readXml(text: string, limits = XML_LIMITS, { doctype: taken, each }: XmlReading = {}): XmlElement {
  if (text.length > limits.characters) throw new XmlError(say("xml.too-large", { most: limits.characters / 1_000_000 }), 0);
  const torn = text.search(/\p{Surrogate}/u);
  if (torn >= 0) throw new XmlError(say("xml.character"), text.slice(0, torn).split("\n").length);
  const parser = new (saxes().SaxesParser)({ xmlns: true });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let last: Open | undefined;
  let [elements, attributes, line] = [0, 0, 1];
  const refuse = (words: Message): never => { throw new XmlError(words, parser.line); };
  parser.on("error", ({ message }) => {
    const stray = lineOfStray(text);
    if (stray <= parser.line) throw new XmlError(say("xml.entity"), stray);
    refuse(faultIn(message, message.includes("unexpected close") ? last : open.at(-1)));
  });
  parser.on("doctype", (doctype) => { if (!taken?.test(doctype)) refuse(say("xml.doctype")); });
  parser.on("opentagstart", () => {
    if (++elements > limits.elements) refuse(say("xml.too-many", { most: limits.elements }));
    if (open.length >= limits.depth) refuse(say("xml.too-deep", { most: limits.depth }));
    [attributes, line] = [0, parser.line];
  });
  parser.on("attribute", () => { if (++attributes > limits.attributes) refuse(say("xml.too-many-attributes", { most: limits.attributes })); });
  parser.on("opentag", (tag) => { open.push(opened(tag, line)); });
  const add = (said: string) => { open.at(-1)?.children.push(said); };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => {
    const closed = last = open.pop()!;
    const take = open.length > 0 ? each?.get(closed.name) : undefined;
    if (take) take(closed);
    else if (open.length > 0) open.at(-1)!.children.push(closed);
    else root = closed;
  });
  parser.write(text).close();
  return root ?? refuse(say("xml.empty"));
}

/** Where an ampersand first stands that begins nothing. The parser would read on to the next semicolon, and complain there. */
function lineOfStray(text: string): number {
  for (const { 0: found, index } of text.matchAll(STRAY)) {
    if (found === "&") return text.slice(0, index).split(/\r\n?|\n/).length;
  }
  return Infinity;
}

const STRAY = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|&(?!#\d+;|#x[\da-f]+;|(?:amp|lt|gt|quot|apos);)/gi;

/** What is wrong, in our words where it is one of the common faults, else in those of the parser. */
function faultIn(said: string, around: Open | undefined): Message {
  const fault = said.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
  const found = FAULTS.find(([pattern]) => pattern.test(fault));
  return found ? say(found[1], { name: around?.name.slice(0, 40) ?? "", begun: around?.line ?? 0 }) : say("xml.malformed", { fault: fault.slice(0, 120) });
}

const FAULTS: readonly [RegExp, string][] = [
  [/^unclosed tag|^unexpected close tag|^unexpected end/, "xml.unclosed"], [/^unmatched closing tag/, "xml.unmatched"],
  [/^disallowed character$/, "xml.character"],
  [/^document must contain a root element/, "xml.empty"], [/only one root|outside of root/, "xml.outside"],
];

function opened({ local, uri, attributes }: SaxesTagNS, line: number): Open {
  const named = Object.values(attributes).map((attribute) => [attribute.local, attribute.value] as const);
  return { name: local, space: uri, attributes: named.length === 0 ? NONE : new Map(named), children: [], line };
}

/** The elements in it, of this name where one is given. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== "string" && (name === undefined || child.name === name));
}

/** The first element in it of this name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0];
}

/** The elements in it, however deep, of this name where one is given. */
export function elementsBelow(element: XmlElement, name?: string): XmlElement[] {
  return childrenOf(element).flatMap((child) => [...(name === undefined || child.name === name ? [child] : []), ...elementsBelow(child, name)]);
}

/** Everything that is written in it, tags left out. */
export function textOf(element: XmlElement | undefined): string {
  return element === undefined ? "" : element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}
