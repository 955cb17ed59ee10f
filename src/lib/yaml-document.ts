import type * as Yaml from "yaml";
import type { Document, LineCounter, YAMLParseError } from "yaml";
import { onDemand } from "./on-demand.ts";

const yaml = onDemand<typeof Yaml>("yaml");

/** What a YAML text holds with the place of everything, its errors in the order of their places, and the way from a place to its line. */
export interface YamlDocument { document: Document; lines: LineCounter }

/** Reads a YAML text of the version 1.2, in time that grows no faster than the text. Undefined where it is nested so deep that the parser runs out of stack. */
export function yamlDocument(text: string): YamlDocument | undefined {
  const lines = new (yaml().LineCounter)();
  const document = parsed(text, lines);
  if (!document) return undefined;
  document.errors = [...document.errors, ...repeatedKeys(document)].sort((one, other) => one.pos[0] - other.pos[0]);
  return { document, lines };
}

/** Left to itself the package compares each key with all before it, so do its tables and lists of other kinds, and each error copies its line: a megabyte takes minutes. */
function parsed(text: string, lines: LineCounter): Document | undefined {
  try {
    return yaml().parseDocument(text, { lineCounter: lines, uniqueKeys: false, resolveKnownTags: false, prettyErrors: false, schema: "core", version: "1.2" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The errors of keys that stand in their table before, in the words of the package. A list or a table is never the same key as another. */
function repeatedKeys({ contents }: Document): YAMLParseError[] {
  const { isCollection, isMap, isPair, isScalar } = yaml();
  const [left, errors]: [unknown[], YAMLParseError[]] = [[contents], []];
  while (left.length > 0) {
    const node = left.pop();
    if (isPair(node)) left.push(node.key, node.value);
    if (!isCollection(node)) continue;
    for (const item of node.items) left.push(item);
    const known = new Set<unknown>();
    for (const { key } of isMap(node) ? node.items : []) {
      if (!isScalar(key)) continue;
      if (known.has(key.value)) errors.push(repeated(key.range![0]));
      known.add(Number.isNaN(key.value) ? key : key.value);
    }
  }
  return errors;
}

function repeated(at: number): YAMLParseError {
  return new (yaml().YAMLParseError)([at, at + 1], "DUPLICATE_KEY", "Map keys must be unique");
}
