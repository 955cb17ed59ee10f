import { say } from "../../../../lib/messages.ts";
import type { XmlElement } from "../../../../lib/xml.ts";
import type { FileContent } from "../item.ts";
import type { Resource } from "./manifest.ts";
import { readOldDocument } from "./old-document.ts";
import { QtiError } from "./qti-error.ts";
import { readItem, type Standing } from "./reading-item.ts";

const ROOTS = new Map<string, Resource["kind"]>([
  ["assessmentItem", "item"], ["qti-assessment-item", "item"], ["assessmentTest", "test"], ["qti-assessment-test", "test"], ["questestinterop", "old"],
]);

/** The document type that files of QTI 1.2 name, as long as it declares nothing of its own: it is passed over, and never opened. */
export const PLAIN_DOCTYPE = /^\s*questestinterop\s+(?:SYSTEM|PUBLIC\s+(?:"[^"[\]]*"|'[^'[\]]*'))\s+(?:"[^"[\]]*\.dtd"|'[^'[\]]*\.dtd')\s*$/i;

export function rootKind({ name }: XmlElement): Resource["kind"] | undefined {
  return ROOTS.get(name);
}

/** The questions of one document of any generation. Each of them has a standing of its own. */
export function readRoot(root: XmlElement, standing: () => Standing): FileContent {
  const kind = rootKind(root);
  if (kind === "item") return readAlone(root, standing());
  if (kind === "old") return readOldDocument(root, standing);
  if (kind === "test" || root.name === "manifest") throw new QtiError(say("qti.needs-package"), root.line);
  throw new QtiError(say("qti.unknown-root", { root: root.name.slice(0, 60) }), root.line);
}

function readAlone(root: XmlElement, standing: Standing): FileContent {
  try {
    return { items: [readItem(root, standing)], errors: [] };
  } catch (error) {
    if (!(error instanceof QtiError)) throw error;
    const name = root.attributes.get("title")?.trim() || root.attributes.get("identifier")?.trim();
    return { items: [], errors: [{ line: error.line, reason: error.reason, ...(name && { name }) }] };
  }
}
