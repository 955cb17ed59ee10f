import { say, type Message } from "../../../../lib/messages.ts";
import { readXml, XML_LIMITS, XmlError, type XmlElement } from "../../../../lib/xml.ts";
import type { FileContent, FileError, Item } from "../item.ts";
import { decodedXml } from "./decoding.ts";
import { MOST_ITEMS, resourcesOf, type Resource } from "./manifest.ts";
import { picturesOf } from "./pictures.ts";
import { pathFrom } from "./paths.ts";
import { QtiError } from "./qti-error.ts";
import { STEPS_OF_A_FILE } from "./reading-item.ts";
import { PLAIN_DOCTYPE, readRoot, rootKind } from "./reading-root.ts";
import { itemsOfTest, type Named } from "./tests.ts";

const MANIFEST = "imsmanifest.xml";
const DOCUMENT_LIMITS = { ...XML_LIMITS, characters: 10_000_000 };
type Archive = ReadonlyMap<string, Uint8Array>;

/** Every question of a package: those of its tests in their order, then items that no test names. A file that is named and not there is an error by its name. */
export function readPackage(archive: Archive): FileContent {
  const [manifest, ...others] = [...archive.keys()].filter((path) => path === MANIFEST || path.endsWith(`/${MANIFEST}`)).sort((one, other) => one.split("/").length - other.split("/").length);
  const folder = manifest?.slice(0, -MANIFEST.length) ?? "";
  const items: Item[] = [];
  const errors: FileError[] = others.map((path) => ({ line: 0, reason: inFile(path, say("qti.package-within")), name: path.slice(0, 120) }));
  const open = opener(archive);
  const resources = manifest === undefined ? loose(archive, open) : resourcesOf(open(manifest)!, manifest).map((resource) => inFull(resource, archive, folder));
  const steps = { left: STEPS_OF_A_FILE };
  for (const { href, path, category, tags, line } of inOrder(resources, open, errors)) {
    const file = path ?? href;
    const content = attempt(file, errors, () => {
      const root = path === undefined ? undefined : open(path);
      if (!root || path === undefined) throw new QtiError(say(path === undefined ? "qti.file-outside" : "qti.file-missing", { file: file.slice(0, 120) }), line);
      const stimulus = (source: string) => (pathFrom(path, source) === undefined ? undefined : open(pathFrom(path, source)!));
      return readRoot(root, () => ({ category, tags, pictures: picturesOf(archive, path, folder), steps, stimulus }));
    });
    if (!content) continue;
    if (items.length + content.items.length > MOST_ITEMS) throw new QtiError(say("qti.too-many", { most: MOST_ITEMS }));
    items.push(...content.items);
    errors.push(...content.errors.map((error) => ({ ...error, reason: inFile(file, error.reason) })));
  }
  return { items, errors };
}

/** Canvas puts what Common Cartridge cannot hold into a second file for each quiz. */
function inFull(resource: Resource, archive: Archive, folder: string): Resource {
  const path = `${folder}non_cc_assessments/${resource.identifier}.xml.qti`;
  return resource.kind === "old" && archive.has(path) ? { ...resource, path } : resource;
}

type Listed = Named & { tags: readonly string[] };

function inOrder(resources: readonly Resource[], open: (path: string) => XmlElement | undefined, errors: FileError[]): Listed[] {
  const tags = new Map(resources.map((resource) => [resource.path, resource.tags]));
  const named = resources.filter(({ kind }) => kind === "test").flatMap(({ path, href }) => attempt(path ?? href, errors, () => {
    const root = path === undefined ? undefined : open(path);
    if (!root || path === undefined) throw new QtiError(say("qti.file-missing", { file: href.slice(0, 120) }));
    return itemsOfTest(root, path, open);
  }) ?? []);
  const alone = resources.filter(({ kind }) => kind !== "test").map(({ href, path }) => ({ href, path, category: "", line: 0 }));
  const first = new Map([...named, ...alone].toReversed().map((item) => [item.path ?? item.href, item]));
  if (first.size > MOST_ITEMS) throw new QtiError(say("qti.too-many", { most: MOST_ITEMS }));
  return [...named, ...alone].filter((item) => first.get(item.path ?? item.href) === item).map((item) => ({ ...item, tags: tags.get(item.path) ?? [] }));
}

/** Without a manifest, whatever documents of QTI there are. */
function loose(archive: Archive, open: (path: string) => XmlElement | undefined): Resource[] {
  const documents = [...archive.keys()].filter((path) => /\.(?:xml|qti)$/i.test(path)).slice(0, MOST_ITEMS);
  const found = documents.flatMap((path): Resource[] => {
    const kind = kindIn(path, open);
    return kind ? [{ kind, identifier: "", href: path, path, tags: [] }] : [];
  });
  if (found.length === 0) throw new QtiError(say("qti.no-manifest"));
  return found;
}

function kindIn(path: string, open: (path: string) => XmlElement | undefined): Resource["kind"] | undefined {
  try {
    return rootKind(open(path)!);
  } catch {
    return undefined;
  }
}

/** Windows does not mind the case of names, so manifests that were made there may not either. Of two that differ in nothing else, neither is meant. */
function opener(archive: Archive): (path: string) => XmlElement | undefined {
  const inAnyCase = new Map<string, string>();
  for (const path of archive.keys()) inAnyCase.set(path.toLowerCase(), inAnyCase.has(path.toLowerCase()) ? "" : path);
  return (path) => {
    const bytes = archive.get(path) ?? archive.get(inAnyCase.get(path.toLowerCase()) ?? "");
    return bytes && readXml(decodedXml(bytes), DOCUMENT_LIMITS, { doctype: PLAIN_DOCTYPE });
  };
}

function attempt<Result>(file: string, errors: FileError[], read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    errors.push(asError(error, file));
    return undefined;
  }
}

/** Any other error is a fault of ours, and not the file's. */
export function asError(error: unknown, file?: string): FileError {
  const reason = error instanceof QtiError ? error.reason : error instanceof XmlError ? error.words : undefined;
  if (!reason) throw error;
  return { line: (error as QtiError | XmlError).line, reason: file === undefined ? reason : inFile(file, reason), ...(file !== undefined && { name: file }) };
}

function inFile(file: string, reason: Message): Message {
  return say("qti.in-file", { file: file.slice(0, 120), reason });
}
