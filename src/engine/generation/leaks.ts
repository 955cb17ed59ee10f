import { fold } from "../../lib/text.ts";
import { namesOf } from "../knowledge/bans.ts";
import type { Entity } from "../knowledge/entity.ts";

const COMMON = new Set(["that", "with", "from", "into", "over", "their", "which", "have", "been", "were", "what", "when", "this", "them", "more", "than", "used", "through", "without", "group", "attack", "attackers", "hackers", "company", "systems", "system", "data", "security"]);

/** Whether the stem names the thing that it asks for, by its name or by another; a name of four letters and more counts inside a word too ("NotPetya" for "Petya"). */
export function namesKey(stem: string, key: Entity): boolean {
  const text = ` ${fold(stem)} `;
  const names = namesOf(key).map((name) => fold(name).replace(/^(the|a|an) /, ""));
  return names.some((name) => text.includes(name.length < 4 ? ` ${name} ` : name));
}

/** Whether a telling word stands in the stem and in the key, and in no other option: the reader need not know anything then. */
export function repeatsWord(stem: string, key: string, others: readonly string[]): boolean {
  const inStem = new Set(wordsOf(stem));
  const elsewhere = new Set(others.flatMap(wordsOf));
  return wordsOf(key).some((word) => inStem.has(word) && !elsewhere.has(word));
}

/** Words of four letters and more, without their plural s. */
function wordsOf(text: string): string[] {
  return fold(text).split(" ").map((word) => word.replace(/s$/, "")).filter((word) => word.length >= 4 && !COMMON.has(word) && !COMMON.has(`${word}s`));
}
