import { fold } from "../../lib/text.ts";
import type { Entity } from "./entity.ts";

const memo = new WeakMap<Entity, string[]>();

export function namesOf(entity: Entity): string[] {
  return [entity.name, ...entity.aliases];
}

/** Every name in the form in which names are compared: one case, no punctuation, no leading article. */
export function foldedNamesOf(entity: Entity): readonly string[] {
  const known = memo.get(entity);
  if (known) return known;
  const folded = [...new Set(namesOf(entity).map(foldName))].filter(Boolean);
  memo.set(entity, folded);
  return folded;
}

export function foldName(name: string): string {
  return fold(name).replace(/^(the|a|an) /, "");
}
