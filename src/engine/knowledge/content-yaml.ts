import type * as JsYaml from "js-yaml";
import type { Document, LineCounter } from "yaml";
import type { z } from "zod";
import { onDemand } from "../../lib/on-demand.ts";
import { yamlDocument } from "../../lib/yaml-document.ts";
import type { ContentFile } from "./content.ts";

const quickYaml = onDemand<typeof JsYaml>("js-yaml");

/** A file that was read, with a way back from a place in the data to its line. */
export interface YamlFile { name: string; lineOf(path: readonly (string | number)[]): number }

interface Read<T> { file: YamlFile; value?: T; problems: string[] }

const MOST_CHARACTERS = 1_000_000;

/** Parses one YAML file and checks it against a schema. Every problem names file, line and reason. */
export function readYaml<T>(file: ContentFile, schema: z.ZodType<T>): Read<T> {
  const quick = schema.safeParse(quickly(file.text));
  if (!quick.success) return readSlowly(file, schema);
  let places: YamlFile | undefined;
  return { file: { name: file.name, lineOf: (path) => (places ??= readSlowly(file, schema).file).lineOf(path) }, value: quick.data, problems: [] };
}

const ALIAS = /(?:^|[\s[{,])[&*][^\s&]/;

/** What a well-formed file says, several times as fast as with the places of everything. Undefined where something is wrong or unusual: then the places are needed. */
function quickly(text: string): unknown {
  if (text.length > MOST_CHARACTERS || ALIAS.test(text)) return undefined;
  try {
    return quickYaml().load(text, { schema: quickYaml().CORE_SCHEMA });
  } catch {
    return undefined;
  }
}

function readSlowly<T>({ name, text }: ContentFile, schema: z.ZodType<T>): Read<T> {
  if (text.length > MOST_CHARACTERS) return { file: { name, lineOf: () => 1 }, problems: [`${name}:1: the file is larger than ${MOST_CHARACTERS} characters`] };
  const read = yamlDocument(text);
  if (!read) return { file: { name, lineOf: () => 1 }, problems: [`${name}:1: its lists stand in each other too deep to be read`] };
  const { document, lines } = read;
  const file: YamlFile = { name, lineOf: (path) => lineOf(document, lines, path) };
  if (document.errors.length > 0) return { file, problems: document.errors.map((error) => `${name}:${lines.linePos(error.pos[0]).line}: ${error.message}`) };

  const data = plain(document);
  if (data instanceof ReferenceError) return { file, problems: [`${name}:1: ${data.message}`] };
  const result = schema.safeParse(data);
  if (result.success) return { file, value: result.data, problems: [] };
  return { file, problems: result.error.issues.map((issue) => `${name}:${file.lineOf(issue.path as (string | number)[])}: ${[issue.path.join("."), isBlank(document, issue) ? `write something in place of ${BLANK}` : wordsFor(issue)].filter(Boolean).join(": ")}`) };
}

/** What stands where an author has to write. */
export const BLANK = "___";

/** The value itself is one, or a small thing such as { number: ___ } has one. */
function isBlank(document: Document, { path }: z.core.$ZodIssue): boolean {
  const node = path.length > 0 ? document.getIn(path as (string | number)[], true) as { toJSON?: () => unknown } | undefined : undefined;
  const value = JSON.stringify(node?.toJSON?.() ?? "");
  return value.length < 60 && value.includes(BLANK);
}

/** Aliases are bounded, so that a small file cannot unfold into a large one: what breaks the bound comes back as the error. */
function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** A union's own message says only that nothing fits: take the reason of its closest branch. */
function wordsFor(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") return issue.message;
  const branches = issue.errors.filter((branch) => branch.length > 0).sort((a, b) => a.length - b.length);
  return branches[0]?.map((inner) => [inner.path.join("."), inner.message].filter(Boolean).join(": ")).join("; ") ?? issue.message;
}
