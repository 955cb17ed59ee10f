import { createHash } from "node:crypto";
import { fold, slugify } from "../../../lib/text.ts";

/** The engine's id of a STIX object: the same object has the same one in every bundle. */
export function idOf(stixId: string): string {
  return stixId.replace("--", "-");
}

/** For a fact that has no id in the file: always the same for the same fact, at most 68 characters where the subject's id has 57 or fewer. */
export function derivedFactId(subject: string, relation: string, object: string): string {
  return `${subject}-${createHash("sha256").update(`${relation} ${object}`).digest("hex").slice(0, 10)}`;
}

/** "ATT&CK for ICS", "18.1" -> "attack-for-ics-18-1" */
export function collectionId(name: string, version: string): string {
  return readableId(`${name.replaceAll("&", "a")} ${version}`);
}

/** For things that have nothing but a name: "tactic", "initial-access" -> "tactic-initial-access". */
export function namedId(kind: string, name: string): string {
  return readableId(`${kind} ${name}`);
}

/** Where letters were lost on the way, a digest of the name keeps different names apart. */
function readableId(name: string): string {
  const slug = slugify(name);
  return slug.replaceAll("-", " ") === fold(name) ? slug : `${slug}-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}
