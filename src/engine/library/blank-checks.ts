import { say } from "../../lib/messages.ts";
import type { Library, LibraryFinding } from "./finding.ts";
import { BLANK } from "./scaffold.ts";

/** What an author has not filled in yet, by the innermost thing with an id. */
export function checkBlanks({ content }: Library): LibraryFinding[] {
  return [...content.incidents, ...content.decide].flatMap((item) => [...new Set(blanksIn(item, item.id))].map((id): LibraryFinding => (
    { severity: "error", rule: "blank", file: content.files.get(item.id) ?? "", id, why: say("library.rules.blank", { blank: BLANK }) })));
}

function blanksIn(value: unknown, id: string): string[] {
  if (typeof value === "string") return value.includes(BLANK) ? [id] : [];
  if (typeof value !== "object" || value === null) return [];
  const inner = "id" in value && typeof value.id === "string" ? value.id : id;
  return Object.values(value).flatMap((each) => blanksIn(each, inner));
}
