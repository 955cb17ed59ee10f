import { SaxesParser, type SaxesTagNS } from "saxes";

/** An element of a document. `name` is its local name, `space` the address of its namespace; attributes go by local name. `line` counts from 1. */
export interface XmlElement { name: string; space: string; attributes: ReadonlyMap<string, string>; children: readonly (XmlElement | string)[]; line: number }

/** Why a document was not read, and where. The message is English, for logs and the command line. */
export class XmlError extends Error {
  readonly line: number;
  constructor(reason: string, line: number) {
    super(reason);
    this.line = line;
  }
}

/** How much of a document is read: characters in all, elements in one another, attributes of one element, elements in all. */
export interface XmlLimits { characters: number; depth: number; attributes: number; elements: number }
export const XML_LIMITS: XmlLimits = { characters: 50_000_000, depth: 100, attributes: 100, elements: 1_000_000 };

interface Open { name: string; space: string; attributes: Map<string, string>; children: (XmlElement | string)[]; line: number }

/**
 * Reads a whole document. A document type is refused, and with it every entity of its own; nothing outside the text is ever opened.
 * @throws XmlError when the text is no well-formed XML 1.0 or more than the limits.
 */
export function readXml(text: string, limits = XML_LIMITS): XmlElement {
  if (text.length > limits.characters) throw new XmlError("The file is too large.", 0);
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  const refuse = (reason: string): never => { throw new XmlError(reason, parser.line); };
  parser.on("error", (error) => { throw new XmlError(error.message.replace(/^\d+:\d+: /, ""), parser.line); });
  parser.on("doctype", () => refuse("A document type (<!DOCTYPE ...>) is not taken. Remove it and try again."));
  parser.on("opentag", (tag) => {
    if (++elements > limits.elements) refuse("There are too many elements.");
    if (open.length >= limits.depth) refuse("Elements stand too deep in one another.");
    if (Object.keys(tag.attributes).length > limits.attributes) refuse("An element has too many attributes.");
    open.push(opened(tag, parser.line));
  });
  const add = (said: string) => { open.at(-1)?.children.push(said); };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => {
    const closed = open.pop()!;
    if (open.length > 0) open.at(-1)!.children.push(closed);
    else root = closed;
  });
  parser.write(text).close();
  return root ?? refuse("The file is empty.");
}

function opened({ local, uri, attributes }: SaxesTagNS, line: number): Open {
  return { name: local, space: uri, attributes: new Map(Object.values(attributes).map((attribute) => [attribute.local, attribute.value])), children: [], line };
}

/** The elements in it, of this name where one is given. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== "string" && (name === undefined || child.name === name));
}

/** The first element in it of this name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0];
}

/** Everything that is written in it, tags left out. */
export function textOf(element: XmlElement | undefined): string {
  return element === undefined ? "" : element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}
