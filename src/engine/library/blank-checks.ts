import { say } from "../../lib/messages.ts";
import type { Library, LibraryFinding } from "./finding.ts";
import { OWN_WORDS, unknownPlaces } from "./own-words.ts";
import { BLANK } from "../knowledge/content-yaml.ts";

/** Places in decisions and lessons that no installation fills. */
export function checkPlaces({ content }: Library): LibraryFinding[] {
  const texts = [...content.incidents.map(({ id, lessons }) => ({ id, value: lessons as unknown })), ...content.decide.map((decision) => ({ id: decision.id, value: decision as unknown }))];
  return texts.flatMap(({ id, value }) => [...new Set(unknownPlaces(JSON.stringify(value)))].map((place): LibraryFinding => (
    { severity: "error", rule: "place", file: content.files.get(id) ?? "", id, why: say("library.rules.place", { place, known: OWN_WORDS.map((word) => `{${word}}`).join(", ") }) })));
}

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
