import { TableError } from "./delimited.ts";
import { childrenOf, readXml, XML_LIMITS, XmlError, type XmlElement, type XmlReading } from "./xml.ts";

export type Each = NonNullable<XmlReading["each"]>;
/** Gives a part of the workbook by its path; undefined where it is not there. */
export type Parts = (path: string, each?: Each) => XmlElement | undefined;

/**
 * Reads parts by their paths, whose case does not count (ECMA-376 part 2, 6.2.2), as long as they have not more elements together; a part that is named twice counts twice.
 * Rows and shared texts are handed on one by one: a tree of them all takes several times as much. @throws TableError, XmlError
 */
export function partsOf(files: ReadonlyMap<string, Uint8Array>, mostElements: number): Parts {
  const named = new Map([...files].map(([path, bytes]) => [path.toLowerCase(), bytes]));
  let left = mostElements;
  return (path, each = new Map()) => {
    const text = named.get(path.toLowerCase());
    if (!text) return undefined;
    const counted = new Map([...each].map(([name, take]) => [name, (element: XmlElement) => { left -= elementsIn(element); take(element); }]));
    try {
      const read = readXml(new TextDecoder("utf-8").decode(text), { ...XML_LIMITS, elements: left }, { each: counted });
      left -= elementsIn(read);
      return read;
    } catch (error) {
      throw error instanceof XmlError && ["xml.too-many", "xml.too-large"].includes(error.words.key) ? new TableError("cells", 0) : error;
    }
  };
}

function elementsIn(element: XmlElement): number {
  return element.children.reduce((sum, child) => (typeof child === "string" ? sum : sum + elementsIn(child)), 1);
}

/** What a part points at, by id, and by the end of the type: "worksheet", "sharedStrings". */
export interface Targets { byId: ReadonlyMap<string, string>; ofType: (type: string) => string | undefined }

/** The relationships of a part (ECMA-376 part 2, 6.5), or of the whole workbook where the path is empty. */
export function targetsOf(part: Parts, path: string): Targets {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const found = part(`${folder}_rels/${path.slice(folder.length)}.rels`);
  const listed = (found ? childrenOf(found, "Relationship") : []).map(({ attributes }) => ({ id: attributes.get("Id") ?? "", type: attributes.get("Type") ?? "", path: within(folder, attributes.get("Target") ?? "") }));
  return { byId: new Map(listed.map(({ id, path: to }) => [id, to])), ofType: (type) => listed.find((one) => one.type.endsWith(`/${type}`))?.path };
}

function within(folder: string, target: string): string {
  return target.startsWith("/") ? target.slice(1) : folder + target.replace(/^(?:\.\/)+/, "");
}
