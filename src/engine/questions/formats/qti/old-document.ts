import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import type { FileContent, FileError, Item } from "../item.ts";
import { MOST_ITEMS } from "./manifest.ts";
import { metadataOf, readOldItem } from "./old-item.ts";
import { QtiError } from "./qti-error.ts";
import type { Standing } from "./reading-item.ts";

interface Reading { standing: () => Standing; items: Item[]; errors: FileError[] }

/** The items of a document of QTI 1.2, under the titles of its assessments, sections and banks. What it only refers to is an error. */
export function readOldDocument(root: XmlElement, standing: () => Standing): FileContent {
  const texts = new Map(itemsIn(root).map((item) => [item.attributes.get("ident") ?? "", childOf(item, "presentation")]));
  const reading: Reading = { standing: () => ({ ...standing(), stimulus: (ident) => texts.get(ident) }), items: [], errors: [] };
  walk(root, [], reading);
  return { items: reading.items, errors: reading.errors };
}

function itemsIn(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) => (child.name === "item" ? [child] : itemsIn(child)));
}

function walk(element: XmlElement, titles: readonly string[], reading: Reading): void {
  for (const child of childrenOf(element)) {
    if (child.name === "item") read(child, titles, reading);
    else if (/^(?:assessment|section|objectbank)$/.test(child.name)) walk(child, [...titles, titleOf(child)].filter((title) => title !== ""), reading);
    else if (/^(?:itemref|sectionref|sourcebank_ref)$/.test(child.name)) reading.errors.push({ line: child.line, reason: say("qti.elsewhere", { part: child.name }) });
    else if (/^(?:selection_ordering|selection)$/.test(child.name)) walk(child, titles, reading);
  }
}

function titleOf(element: XmlElement): string {
  const title = element.attributes.get("title") ?? metadataOf(element).get("bank_title") ?? "";
  return title.trim().replaceAll("/", "//");
}

function read(item: XmlElement, titles: readonly string[], { standing, items, errors }: Reading): void {
  if (items.length + errors.length >= MOST_ITEMS) throw new QtiError(say("qti.too-many", { most: MOST_ITEMS }), item.line);
  const own = standing();
  try {
    items.push(readOldItem(item, { ...own, category: [own.category, ...titles].filter((part) => part !== "").join("/") }));
  } catch (error) {
    if (!(error instanceof QtiError)) throw error;
    const name = item.attributes.get("title")?.trim() || item.attributes.get("ident")?.trim();
    errors.push({ line: error.line || item.line, reason: error.reason, ...(name && { name }) });
  }
}
