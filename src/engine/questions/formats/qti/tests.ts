import { say } from "../../../../lib/messages.ts";
import { childrenOf, type XmlElement } from "../../../../lib/xml.ts";
import { MOST_ITEMS } from "./manifest.ts";
import { namedAsInQti2 } from "./names.ts";
import { pathFrom } from "./paths.ts";
import { QtiError } from "./qti-error.ts";

/** An item that a test names: its path in the archive, undefined where it leads out, and the titles of the sections around it. */
export interface Named { href: string; path: string | undefined; category: string; line: number }

const DEEPEST = 20;

/** The items of a test in its order (QTI 2.1 info model, assessmentTest). `open` gives the document of another file, for sections that stand in files of their own. */
export function itemsOfTest(root: XmlElement, file: string, open: (path: string) => XmlElement | undefined): Named[] {
  const named: Named[] = [];
  walk(namedAsInQti2(root), { file, titles: [], depth: 0, open, named });
  return named;
}

interface Walk { file: string; titles: readonly string[]; depth: number; open: (path: string) => XmlElement | undefined; named: Named[] }

function walk(element: XmlElement, at: Walk): void {
  if (at.depth > DEEPEST) throw new QtiError(say("qti.too-involved"), element.line);
  const inside = element.name === "assessmentSection" ? { ...at, titles: [...at.titles, titleOf(element)].filter((title) => title !== "") } : at;
  for (const child of childrenOf(element)) {
    const href = child.attributes.get("href") ?? "";
    if (child.name === "assessmentItemRef") add(at.named, { href, path: pathFrom(at.file, href), category: inside.titles.join("/"), line: child.line });
    else if (child.name === "assessmentSectionRef") walkInto(pathFrom(at.file, href), child, inside);
    else if (child.name === "testPart" || child.name === "assessmentSection") walk(child, { ...inside, depth: at.depth + 1 });
  }
}

function walkInto(path: string | undefined, { line, attributes }: XmlElement, at: Walk): void {
  const section = path === undefined ? undefined : at.open(path);
  if (!section || path === undefined) throw new QtiError(say("qti.file-missing", { file: (attributes.get("href") ?? "").slice(0, 120) }), line);
  const named = namedAsInQti2(section);
  walk({ ...named, name: "testPart", children: [named] }, { ...at, file: path, depth: at.depth + 1 });
}

function add(named: Named[], item: Named): void {
  if (named.length >= MOST_ITEMS) throw new QtiError(say("qti.too-many", { most: MOST_ITEMS }), item.line);
  named.push(item);
}

/** A slash in a title is no step of the path, as Moodle writes it. */
function titleOf(section: XmlElement): string {
  return (section.attributes.get("title") ?? "").trim().replaceAll("/", "//");
}
