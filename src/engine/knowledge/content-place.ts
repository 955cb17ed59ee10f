import { yamlDocument } from "../../lib/yaml-document.ts";
import { CONTENT_FOLDERS } from "./content.ts";

/** Where a single file belongs in a content folder, as a name that `parseContent` takes: by the folder that it stands in, else by what it holds. */
export function placeOf(path: string, text: string): string {
  const parts = path.split(/[\\/]/);
  const file = parts.at(-1)!;
  const inPlace = parts.slice(-2).join("/");
  if (CONTENT_FOLDERS.some((folder) => inPlace.startsWith(folder))) return inPlace;
  return `${folderFor(yamlDocument(text)?.document.toJS({ maxAliasCount: 20 }))}${file}`;
}

function folderFor(data: unknown): string {
  if (!Array.isArray(data)) return "incidents/";
  const [first] = data as unknown[];
  const has = (key: string) => typeof first === "object" && first !== null && key in first;
  if (has("domain")) return "vocabulary/relations-";
  if (has("options")) return "decide/";
  return has("type") ? "entities/" : "vocabulary/topics-";
}
