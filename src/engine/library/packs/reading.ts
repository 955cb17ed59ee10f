import type * as Yaml from "yaml";
import type { Document } from "yaml";
import { onDemand } from "../../../lib/on-demand.ts";
import { readYaml } from "../../knowledge/content-yaml.ts";
import { say, type Words } from "../../../lib/messages.ts";
import { yamlDocument, type YamlDocument } from "../../../lib/yaml-document.ts";
import { LARGEST_PACK, packSchema, type Pack } from "./pack.ts";
import { sumOf } from "./sums.ts";

const yaml = onDemand<typeof Yaml>("yaml");

/** Either what a file holds, or what is wrong with it. */
export type PackRead = { pack: Pack; refusals?: never } | { pack?: never; refusals: Words[] };

/** Reads the bytes of a pack, from whoever sent it. Nothing is thrown, whatever they hold; refusals say what is wrong and where. */
export function readPack(bytes: Uint8Array): PackRead {
  if (bytes.length > LARGEST_PACK) return refused(say("packing.large", { most: LARGEST_PACK }));
  const text = textIn(bytes);
  if (text === undefined) return refused(say("packing.no-text"));
  const read = yamlDocument(text);
  if (!read) return refused(say("packing.deep"));
  const { document } = read;
  if (document.errors.length > 0) return refused(say("packing.no-yaml", { reason: firstErrorOf(read) }));
  const odd = oddityIn(document);
  if (odd) return refused(odd);
  const data: unknown = document.toJS({ maxAliasCount: 0 });
  if (typeof data !== "object" || data === null || !("pack" in data)) return refused(say("packing.no-pack"));
  const { value, problems } = readYaml({ name: "", text }, packSchema);
  if (!value) return { refusals: problems.slice(0, MOST_TOLD).map((problem) => say("packing.line", { line: Number(/^:(\d+)/.exec(problem)?.[1] ?? 1), reason: problem.replace(/^:\d+: /, "") })) };
  return sumOf(data) === value.sum ? { pack: value } : refused(say("packing.sum"));
}

const MOST_TOLD = 20;

function refused(words: Words): PackRead {
  return { refusals: [words] };
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function firstErrorOf({ document: { errors: [first] }, lines }: YamlDocument): string {
  const { line, col } = lines.linePos(first!.pos[0]);
  return `${first!.message} at line ${line}, column ${col}:`;
}

const INHERITED = new Set(["__proto__", "constructor", "prototype"]);
const DEEPEST = 20;

/** What no pack has any use for, and programs have stumbled over. */
function oddityIn(document: Document): Words | undefined {
  let odd: Words | undefined;
  const found = (words: Words) => { odd = words; return yaml().visit.BREAK; };
  yaml().visit(document, {
    Alias: () => found(say("packing.alias")),
    Node: (_key, node, path) => {
      if ("anchor" in node && node.anchor) return found(say("packing.alias"));
      if (node.tag !== undefined && !/^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/.test(node.tag)) return found(say("packing.tag", { tag: node.tag.slice(0, 80) }));
      return path.length > DEEPEST * 2 ? found(say("packing.deep")) : undefined;
    },
    Pair: (_key, { key }) => (INHERITED.has(String((key as { value?: unknown } | null)?.value)) ? found(say("packing.key", { key: String((key as { value?: unknown }).value) })) : undefined),
  });
  return odd;
}
