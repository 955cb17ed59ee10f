import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import { areRelated } from "../knowledge/bans.ts";
import type { Entity } from "../knowledge/entity.ts";
import { entityOf, relationOf, type Knowledge } from "../knowledge/knowledge.ts";
import { namesSource, wordsFor } from "../knowledge/relation.ts";
import type { Kind } from "../questions/question.ts";
import { namesKey } from "./leaks.ts";
import type { Slot } from "./pools.ts";
import { askedNoun, fill } from "./wording.ts";

/** Whether the vocabulary lets the fact's relation give questions of this kind. */
export function allows(knowledge: Knowledge, fact: Fact, kind: Kind): boolean {
  return relationOf(knowledge, fact).forms.includes(kind);
}

/** The first stem that fits this fact, filled in, and does not name its key. What is not plainly asserted is only asked with its source named. */
export function stemFor(knowledge: Knowledge, fact: Fact, slot: Slot, key: Entity, accepts: (template: string) => boolean = () => true): string | undefined {
  if (isGivenAway(knowledge, fact)) return undefined;
  for (const { text, of } of wordsFor(relationOf(knowledge, fact), fact).asks[slot]) {
    if ((of && !of.includes(key.type)) || !isScoped(fact, text) || !accepts(text)) continue;
    const stem = fill(knowledge, askedNoun(text, key), fact);
    if (stem !== undefined && !namesKey(stem, key)) return stem;
  }
  return undefined;
}

/** Whether the name of the incident tells what is said of it: ski lifts fail at winter games. Such a fact is only told in statements and lists. */
export function isGivenAway(knowledge: Knowledge, { subject, object }: Fact): boolean {
  const about = entityOf(knowledge, subject);
  return about.type === "incident" && isEntityObject(object) && areRelated(knowledge, about, entityOf(knowledge, object));
}

/** Whether the words may be used of the fact: a claim is told as a claim. */
export function isScoped({ modality }: Fact, template: string): boolean {
  return modality === "asserted" || namesSource(template);
}

/** What stands at the other end than the one that is asked. */
export function toldIn(knowledge: Knowledge, fact: Fact, slot: Slot): Entity | undefined {
  const other = slot === "subject" ? fact.object : fact.subject;
  return isEntityObject(other) ? entityOf(knowledge, other) : undefined;
}

/** The fact as a sentence. */
export function explain(knowledge: Knowledge, fact: Fact): string {
  return fill(knowledge, wordsFor(relationOf(knowledge, fact), fact).truth, fact) ?? entityOf(knowledge, fact.incident).name;
}
