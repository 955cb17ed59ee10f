import { writeArchive } from "../../../../lib/archive-writing.ts";
import type { Item } from "../item.ts";
import { writeCanvasItem } from "./canvas-item.ts";
import { escapeXml, tagsOf } from "./tags.ts";
import { picturesOf, runsOf, type WrittenPackage } from "./writing-package.ts";

const utf8 = new TextEncoder();
const tag = tagsOf("2.1");
const SPACE = { xmlns: "http://www.imsglobal.org/xsd/ims_qtiasiv1p2", "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:schemaLocation": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2 http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd" };

/** Writes questions as a package of QTI 1.2 in Canvas's dialect: a question bank for each category, in their order, and the pictures beside them. */
export function writeCanvasPackage(items: readonly Item[]): WrittenPackage {
  const files = new Map<string, Uint8Array>();
  const identifiers = items.map((_, place) => `q${String(place + 1).padStart(5, "0")}`);
  const written = items.map((item, place) => ({ name: item.name, ...writeCanvasItem(item, identifiers[place]!, `pictures/${identifiers[place]}`) }));
  const banks = runsOf(items).map(([from, to], place) => ({ path: `banks/b${place + 1}.xml`, id: `b${place + 1}`, xml: bankOf(`b${place + 1}`, items[from]!.category, written.slice(from, to).map(({ xml }) => xml)) }));
  for (const { path, xml } of banks) files.set(path, utf8.encode(xml));
  items.forEach((item, place) => { for (const { name, content } of picturesOf(item)) files.set(`pictures/${identifiers[place]}/${name}`, content); });
  files.set("imsmanifest.xml", utf8.encode(manifestOf(banks, [...files.keys()].filter((path) => path.startsWith("pictures/")))));
  return { bytes: writeArchive(files), dropped: written.filter(({ notes }) => notes.length > 0).map(({ name, notes }) => ({ name, reasons: notes })) };
}

function bankOf(id: string, category: string, items: readonly string[]): string {
  const title = category === "" ? "Questions" : category.split(/(?<!\/)\/(?!\/)/).map((part) => part.replaceAll("//", "/")).join(" / ");
  const bank = tag("objectbank", { ident: id }, tag("qtimetadata", {}, tag("qtimetadatafield", {}, tag("fieldlabel", {}, "bank_title"), tag("fieldentry", {}, escapeXml(title)))), ...items);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag("questestinterop", SPACE, bank)}\n`;
}

function manifestOf(banks: readonly { id: string; path: string }[], pictures: readonly string[]): string {
  const resource = (identifier: string, type: string, path: string) => {
    const href = path.split("/").map(encodeURIComponent).join("/");
    return tag("resource", { identifier, type, href }, tag("file", { href }));
  };
  const resources = [...banks.map(({ id, path }) => resource(id, "imsqti_xmlv1p2", path)), ...pictures.map((path, place) => resource(`p${place + 1}`, "webcontent", path))];
  const schema = tag("metadata", {}, tag("schema", {}, "IMS Content"), tag("schemaversion", {}, "1.1.3"));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag("manifest", { xmlns: "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1", identifier: "manifest" }, schema, tag("organizations"), tag("resources", {}, ...resources))}\n`;
}
