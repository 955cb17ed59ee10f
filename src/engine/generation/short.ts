import type { Entity } from "../knowledge/entity.ts";
import type { Fact } from "../knowledge/fact.ts";
import { factsAbout, factsOf, relationOf, type Knowledge } from "../knowledge/knowledge.ts";
import { foldName, foldedNamesOf, namesOf } from "../knowledge/names.ts";
import { relatedTo } from "../knowledge/bans.ts";
import { namesNear } from "../knowledge/near-names.ts";
import type { ShortQuestion } from "../questions/question.ts";
import { keyOf, type Slot } from "./pools.ts";
import { allows, explain, stemFor, toldIn } from "./stems.ts";
import { sharesLetters } from "./leaks.ts";
import { commonParts, nearNamesIn, type Workshop } from "./workshop.ts";

/** What has a name that people can write, and not only a description. */
const NAMED = new Set(["intrusion-set", "malware", "tool", "campaign", "location", "vulnerability"]);
const MOST_NAMES = 40;

/** A question that is answered by writing a name. Asked only where the source has one answer and the name is nobody else's. */
export function shortFrom(workshop: Workshop, fact: Fact, slot: Slot): ShortQuestion | undefined {
  const { knowledge } = workshop;
  const key = keyOf(knowledge, fact, slot);
  if (!key || !NAMED.has(key.type) || !allows(knowledge, fact, "short") || !isOnlyAnswer(knowledge, fact, slot)) return undefined;
  const accept = acceptedOf(knowledge, key);
  const stem = accept[0] === withoutArticle(key.name) && /^(the )?[\p{Lu}\d]/u.test(key.name) ? stemFor(knowledge, fact, slot, key, (template) => !template.includes("hese ")) : undefined;
  const told = toldIn(knowledge, fact, slot);
  if (!stem || (told && sharesLetters(told, key))) return undefined;
  return {
    kind: "short", ...commonParts(workshop, fact, `${fact.id}.${slot}-short`), asks: slot, level: relationOf(knowledge, fact).level, difficulty: "hard",
    stem, explanation: explain(knowledge, fact), answer: { accept, reject: namesNear(nearNamesIn(workshop), foldedNamesOf(key)).slice(0, 2 * MOST_NAMES) },
  };
}

const CLASS_NOUN = / (?:ransomware|malware|group|team|gang|worm|trojan|botnet|backdoor|rootkit)$/i;

/** The names that are nobody else's, also without the noun that says what it is ("DarkSide ransomware"), each once. */
function acceptedOf(knowledge: Knowledge, key: Entity): string[] {
  const names = namesOf(key).map(withoutArticle).flatMap((name) => [name, ...(CLASS_NOUN.test(name) ? [name.replace(CLASS_NOUN, "")] : [])]);
  const own = names.filter((name) => isOwn(knowledge, key, name));
  return [...new Map(own.map((name) => [foldName(name), name])).values()].slice(0, MOST_NAMES);
}

function withoutArticle(name: string): string {
  return name.replace(/^(the|a|an) /i, "");
}

/** Whether nothing else, of whatever source, is known to answer, and the source leaves room for nothing else. */
function isOnlyAnswer(knowledge: Knowledge, fact: Fact, slot: Slot): boolean {
  const isClosed = fact.complete === "both" || fact.complete === `${slot}s` || (slot === "object" && relationOf(knowledge, fact).cardinality !== "many");
  if (!isClosed) return false;
  const same = relatedTo(knowledge, fact[slot] as string);
  const others = slot === "object" ? factsAbout(knowledge, fact.subject, fact.relation) : factsOf(knowledge, fact.relation, fact.object as string);
  return others.every((other) => other.polarity === "negative" || same.has(other[slot] as string));
}

/** A name that points at two things of the kind that is asked for is no answer. */
function isOwn(knowledge: Knowledge, key: Entity, name: string): boolean {
  const bearers = knowledge.byName.get(foldName(name)) ?? [];
  return bearers.every((id) => id === key.id || knowledge.entities.get(id)?.type !== key.type);
}
