import { attributeName, elementName, type QtiVersion } from "./names.ts";

/** Writes an element of QTI in the names of one version; attributes that are undefined are left out. What stands in it is XML already. */
export type Tag = (name: string, attributes?: Readonly<Record<string, string | undefined>>, ...content: readonly string[]) => string;

export function tagsOf(version: QtiVersion): Tag {
  return (name, attributes = {}, ...content) => {
    const tag = elementName(name, version);
    const nameOf = (key: string) => (key.includes(":") ? key : attributeName(key, version));
    const written = Object.entries(attributes).map(([key, value]) => (value === undefined ? "" : ` ${nameOf(key)}="${escapeXml(value)}"`)).join("");
    return content.length === 0 ? `<${tag}${written}/>` : `<${tag}${written}>${content.join("")}</${tag}>`;
  };
}

/** Text as XML has it, without the characters that it cannot hold. */
export function escapeXml(text: string): string {
  return cleared(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

export function cleared(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue001-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}
