import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { ContentFile } from "../engine/knowledge/content.ts";
import { programFile } from "../lib/program-folder.ts";

/** The content that ships with the program. */
export const SHIPPED_CONTENT = programFile("questions");

/** Every YAML file of a content folder, named by its path inside the folder, in a fixed order. @throws Error when there is no such folder */
export function listContentFiles(folder: string): ContentFile[] {
  if (!existsSync(folder)) throw new Error(`There is no such folder: ${folder}`);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name)).sort();
  return names.map((name) => ({ name: name.split(sep).join("/"), text: readFileSync(join(folder, name), "utf8") }));
}

/** The content that ships and that of an own folder, where there is one: a file of the same name takes the place of the one that ships. */
export function listAllContentFiles(own?: string): ContentFile[] {
  const files = own !== undefined && isFolder(own) ? listContentFiles(own) : [];
  const names = new Set(files.map(({ name }) => name));
  return [...listContentFiles(SHIPPED_CONTENT).filter(({ name }) => !names.has(name)), ...files];
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The day on which a file was changed last (YYYY-MM-DD, UTC); undefined where there is no such file. */
export function findModifiedDay(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtime.toISOString().slice(0, 10);
}
