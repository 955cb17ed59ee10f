import { writeArchive } from "../../../../lib/archive-writing.ts";
import type { Message } from "../../../../lib/messages.ts";
import type { Item } from "../item.ts";
import type { QtiVersion } from "./names.ts";
import { escapeXml, tagsOf, type Tag } from "./tags.ts";
import { spaceOf, writeItem } from "./writing-item.ts";

/** A package, and for each question of which something is lost what that is. */
export interface WrittenPackage { bytes: Uint8Array; dropped: readonly { name: string; reasons: readonly Message[] }[] }

const SUFFIXES: Readonly<Record<QtiVersion, string>> = { "2.1": "v2p1", "2.2": "v2p2", "3.0": "v3p0" };
const utf8 = new TextEncoder();

/** Writes questions as a package of QTI: a manifest, a test that keeps their order and categories, a file for each question and its pictures beside it. */
export function writeQtiPackage(items: readonly Item[], version: QtiVersion): WrittenPackage {
  const files = new Map<string, Uint8Array>();
  const identifiers = items.map((_, place) => `q${String(place + 1).padStart(5, "0")}`);
  const dropped = items.flatMap((item, place) => {
    const { xml, notes } = writeItem(item, version, identifiers[place]!, identifiers[place]!);
    files.set(`items/${identifiers[place]}.xml`, utf8.encode(xml));
    for (const { name, content } of picturesOf(item)) files.set(`items/${identifiers[place]}/${name}`, content);
    return notes.length > 0 ? [{ name: item.name, reasons: notes }] : [];
  });
  files.set("test.xml", utf8.encode(testOf(items, identifiers, version)));
  files.set("imsmanifest.xml", utf8.encode(manifestOf(items, identifiers, version)));
  return { bytes: writeArchive(files), dropped };
}

/** Those with a plain name: another could mean a place elsewhere. */
export function picturesOf(item: Item): Item["files"] {
  return item.files.filter(({ name }) => /^[^/\\\p{C}:]+$/u.test(name) && !/^\.*$/.test(name));
}

function testOf(items: readonly Item[], identifiers: readonly string[], version: QtiVersion): string {
  const tag = tagsOf(version);
  let sections = 0;
  const section = (titles: readonly string[], content: string): string => {
    const [title = "", ...more] = titles;
    const identifier = `s${++sections}`;
    return tag("assessmentSection", { identifier, title, visible: "true" }, more.length > 0 ? section(more, content) : content);
  };
  const refs = (from: number, to: number) => identifiers.slice(from, to).map((id) => tag("assessmentItemRef", { identifier: id, href: `items/${id}.xml` })).join("");
  const runs = runsOf(items).map(([from, to]) => section(titlesIn(items[from]!.category), refs(from, to)));
  const part = tag("testPart", { identifier: "part", navigationMode: "nonlinear", submissionMode: "simultaneous" }, ...runs);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag("assessmentTest", { ...spaceOf(version), identifier: "test", title: "Questions", toolName: "Debrief" }, part)}\n`;
}

/** Where questions of one category stand in a row: from the first to behind the last. */
export function runsOf(items: readonly Item[]): [number, number][] {
  const starts = items.flatMap(({ category }, place) => (place === 0 || items[place - 1]!.category !== category ? [place] : []));
  return starts.map((start, place) => [start, starts[place + 1] ?? items.length]);
}

/** "a//b/c" is "a/b" and, in it, "c". */
function titlesIn(category: string): string[] {
  return category.split(/(?<!\/)\/(?!\/)/).map((title) => title.replaceAll("//", "/"));
}

function manifestOf(items: readonly Item[], identifiers: readonly string[], version: QtiVersion): string {
  const is3 = version === "3.0";
  const tag = tagsOf("2.1");
  const resources = items.map((item, place) => {
    const id = identifiers[place]!;
    const files = [`items/${id}.xml`, ...picturesOf(item).map(({ name }) => `items/${id}/${encodeURIComponent(name)}`)];
    return tag("resource", { identifier: id, type: `imsqti_item_xml${SUFFIXES[version]}`, href: files[0] }, keywords(tag, item.tags, is3), ...files.map((href) => tag("file", { href })));
  });
  const dependencies = identifiers.map((id) => tag("dependency", { identifierref: id }));
  const test = tag("resource", { identifier: "test", type: `imsqti_test_xml${SUFFIXES[version]}`, href: "test.xml" }, tag("file", { href: "test.xml" }), ...dependencies);
  const schema = tag("metadata", {}, tag("schema", {}, is3 ? "QTI Package" : `QTIv${version} Package`), tag("schemaversion", {}, is3 ? "3.0.0" : "1.0.0"));
  const space = { xmlns: `http://www.imsglobal.org/xsd/${is3 ? "qti/qtiv3p0/" : ""}imscp_v1p1`, "xmlns:lom": is3 ? "http://ltsc.ieee.org/xsd/LOM" : "http://www.imsglobal.org/xsd/imsmd_v1p2" };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag("manifest", { ...space, identifier: "manifest" }, schema, tag("organizations"), tag("resources", {}, test, ...resources))}\n`;
}

/** Learning object metadata: a text is a langstring in IMS's own, and a string in IEEE's, which came later. */
function keywords(tag: Tag, tags: readonly string[], is3: boolean): string {
  const text = is3 ? "lom:string" : "lom:langstring";
  const words = tags.map((word) => tag("lom:keyword", {}, tag(text, {}, escapeXml(word))));
  return words.length === 0 ? "" : tag("metadata", {}, tag("lom:lom", {}, tag("lom:general", {}, ...words)));
}
