import { childOf, type XmlElement } from "../../../../lib/xml.ts";
import { plainText, trimmed } from "./texts.ts";

/** The path that an element of type "category" names, without its context (`$course$`) and the category "top" that Moodle has above all. A slash in a name is written twice. */
export function categoryOf(element: XmlElement): string {
  const parts = plainText(childOf(element, "category")).split(/(?<!\/)\/(?!\/)/).map(trimmed).filter((part) => part !== "");
  const named = /^\$[a-z]+\$$/.test(parts[0] ?? "") ? parts.slice(1) : parts;
  return (named[0] === "top" ? named.slice(1) : named).join("/");
}

export function isDescribed(element: XmlElement): boolean {
  return plainText(childOf(element, "info")) !== "";
}
