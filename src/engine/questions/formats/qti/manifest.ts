import { say } from "../../../../lib/messages.ts";
import { childOf, childrenOf, textOf, type XmlElement } from "../../../../lib/xml.ts";
import { QtiError } from "./qti-error.ts";
import { pathFrom } from "./paths.ts";

/** A resource with questions: an item, a test that orders items, or a document of QTI 1.2 with many. `path` is undefined where its reference leads out of the archive. */
export interface Resource { kind: "item" | "test" | "old"; identifier: string; href: string; path: string | undefined; tags: readonly string[] }

export const MOST_ITEMS = 10_000;

const KINDS: readonly [Resource["kind"], RegExp][] = [["item", /^imsqti_item_xmlv/i], ["test", /^imsqti_(?:test|assessment|section)_xmlv/i], ["old", /^imsqti_xmlv1p\d|^assessment\/x-bb-qti-/i]];

/** The resources of a manifest (IMS Content Packaging 1.1 to 1.2) that hold questions, in its order. Blackboard names their files in an attribute of its own, from the top of the archive. */
export function resourcesOf(manifest: XmlElement, file: string): Resource[] {
  const holder = childOf(manifest, "resources");
  const bases = [manifest, holder].map((element) => element?.attributes.get("base") ?? "").join("");
  const resources = holder ? childrenOf(holder, "resource") : [];
  if (resources.length > 2 * MOST_ITEMS) throw new QtiError(say("qti.too-many", { most: MOST_ITEMS }), holder!.line);
  return resources.flatMap((resource) => {
    const type = resource.attributes.get("type") ?? "";
    const kind = KINDS.find(([, pattern]) => pattern.test(type))?.[0];
    const own = resource.attributes.get("href") ?? childOf(resource, "file")?.attributes.get("href");
    const href = own ?? resource.attributes.get("file") ?? "";
    const base = own === undefined ? "" : bases + (resource.attributes.get("base") ?? "");
    return kind ? [{ kind, identifier: resource.attributes.get("identifier") ?? "", href, path: pathFrom(file, base + href), tags: keywordsIn(resource) }] : [];
  });
}

/** Keywords of the learning object metadata (IMS Learning Resource Metadata, IEEE LOM 1.5). */
function keywordsIn(resource: XmlElement): string[] {
  const metadata = childOf(resource, "metadata");
  const general = metadata && childrenOf(metadata, "lom").map((lom) => childOf(lom, "general"));
  return [...new Set((general ?? []).flatMap((part) => (part ? childrenOf(part, "keyword") : [])).map((keyword) => textOf(keyword).trim()).filter((word) => word !== ""))];
}
