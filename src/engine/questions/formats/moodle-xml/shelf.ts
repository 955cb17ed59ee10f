import { childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import type { ItemFile } from "../item.ts";
import { QuestionRefused } from "./refusal.ts";
import { plainText } from "./texts.ts";

/** More than any question shows. Each may have to be called otherwise in a text, so their number is bounded. */
const MOST_FILES = 100;
const PLACE = "@@PLUGINFILE@@/";

/** The files of one question. Moodle keeps them apart by text; here they stand together, so one whose name is taken by another gets a new one. */
export interface Shelf {
  /** The text of an element that may show files, with the names under which they are kept. */
  read: (element: XmlElement | undefined) => string;
  add: (name: string, base64: string, from: XmlElement) => string;
  files: () => ItemFile[];
}

export function makeShelf(): Shelf {
  const kept = new Map<string, Buffer>();
  const add: Shelf["add"] = (name, base64, from) => {
    const content = decoded(name, base64, from);
    const free = freeName(kept, name, content);
    kept.set(free, content);
    if (kept.size > MOST_FILES) throw new QuestionRefused("moodle-xml.too-many-files", from, { most: MOST_FILES });
    return free;
  };
  const read: Shelf["read"] = (element) => {
    const renamed = element === undefined ? [] : childrenOf(element, "file").map((file) => {
      const name = nameOf(file);
      return [name, add(name, textOf(file), file)] as const;
    });
    return renamed.reduce((text, [from, to]) => (from === to ? text : callOtherwise(text, from, to)), plainText(element));
  };
  return { read, add, files: () => [...kept].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, content]) => ({ name, content: new Uint8Array(content) })) };
}

function nameOf(file: XmlElement): string {
  const name = (file.attributes.get("path") ?? "/").replace(/^\/+/, "") + (file.attributes.get("name") ?? "");
  if (name === "") throw new QuestionRefused("moodle-xml.file", file, { name: "?" });
  return name;
}

function decoded(name: string, base64: string, from: XmlElement): Buffer {
  const packed = base64.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) throw new QuestionRefused("moodle-xml.file", from, { name: name.slice(0, 80) });
  return Buffer.from(packed, "base64");
}

function freeName(kept: ReadonlyMap<string, Buffer>, name: string, content: Buffer): string {
  const isFree = (wanted: string) => kept.get(wanted)?.equals(content) ?? true;
  let wanted = name;
  for (let count = 2; !isFree(wanted); count++) wanted = `${count}-${name}`;
  return wanted;
}

function callOtherwise(text: string, from: string, to: string): string {
  return callsOf(from).reduce((said, call) => said.replaceAll(PLACE + call, () => PLACE + encodeURI(to)), text);
}

/** How a text may call a file: by its name as it is, or as an address. */
export function callsOf(name: string): string[] {
  return [...new Set([name, encodeURI(name), name.split("/").map(encodeURIComponent).join("/")])];
}

/** Whether a text shows this file. */
export function isShownIn(text: string, name: string): boolean {
  return callsOf(name).some((call) => text.includes(PLACE + call));
}
