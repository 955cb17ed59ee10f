import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { ContentFile } from "../engine/knowledge/content.ts";

/** The content that ships with the program. */
export const SHIPPED_CONTENT = resolve(import.meta.dirname, "../../questions");

/** Every YAML file of a content folder, named by its path inside the folder, in a fixed order. @throws Error when there is no such folder */
export function listContentFiles(folder: string): ContentFile[] {
  if (!existsSync(folder)) throw new Error(`There is no such folder: ${folder}`);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name)).sort();
  return names.map((name) => ({ name: name.split(sep).join("/"), text: readFileSync(join(folder, name), "utf8") }));
}
