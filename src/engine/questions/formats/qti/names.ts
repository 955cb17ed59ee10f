import type { XmlElement } from "../../../../lib/xml.ts";

export type QtiVersion = "2.1" | "2.2" | "3.0";

const PREFIX = "qti-";

/**
 * A document with the names of QTI 2: `qti-choice-interaction` of QTI 3 is its `choiceInteraction`, `max-choices` its `maxChoices`.
 * QTI 3 made the one from the other by this rule without exception (QTI 3.0 ASI binding, "QTI 2 to QTI 3"); HTML within keeps its names.
 */
export function namedAsInQti2(element: XmlElement): XmlElement {
  const children = element.children.map((child) => (typeof child === "string" ? child : namedAsInQti2(child)));
  if (!element.name.startsWith(PREFIX)) return { ...element, children };
  const attributes = new Map([...element.attributes].map(([name, value]) => [isData(name) ? name : joined(name), value]));
  return { ...element, name: joined(element.name.slice(PREFIX.length)), attributes, children };
}

/** The name of an element of QTI 2 in files of this version. */
export function elementName(name: string, version: QtiVersion): string {
  return version === "3.0" ? PREFIX + dashed(name) : name;
}

/** The name of an attribute of QTI 2 in files of this version. */
export function attributeName(name: string, version: QtiVersion): string {
  return version === "3.0" ? dashed(name) : name;
}

function isData(name: string): boolean {
  return /^(?:data|aria)-/.test(name);
}

function joined(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
