import type { Entity, EntityType } from "./entity.ts";
import { isEntityObject, type Fact } from "./fact.ts";
import { namesOf } from "./names.ts";

/** What is known of incidents, as far as it tells one from another. */
export interface KnownIncidents { incidents: readonly { id: string; label: string }[]; facts: readonly Fact[]; entities: readonly Entity[] }

/** What goes by a name of its own. Roles, aims and the like are common words. */
const NAMED: ReadonlySet<EntityType> = new Set<EntityType>(["intrusion-set", "threat-actor", "malware", "tool", "vulnerability", "identity", "location", "infrastructure", "campaign"]);

const MOST = 3;

/** An incident is likely from so much on, where a clue that it shares with no other weighs 1, and as long as it has half of what the likeliest has. */
const LEAST_WEIGHT = 1.5;
/** What an incident is called by tells more than what it speaks of. */
const LABEL_WEIGHT = 1.5;

/**
 * The ids of the incidents that a text may be about, the likeliest first, three at most. Clues are the names of what their facts speak of and those in their labels, in one case as they are written;
 * each weighs by how few incidents it belongs to (inverse document frequency).
 */
export function likelyIncidents(text: string, { incidents, facts, entities }: KnownIncidents): string[] {
  const words = asWords(text);
  const said = new Set(entities.filter((entity) => NAMED.has(entity.type) && namesOf(entity).some((name) => stands(name, words))).map(({ id }) => id));
  const clues = new Map(incidents.map(({ id, label }) => [id, new Set(properWordsIn(label).filter((word) => stands(word, words)))]));
  for (const { incident, subject, object } of facts) for (const end of [subject, object]) if (isEntityObject(end) && said.has(end)) clues.get(incident)?.add(` ${end}`);

  const holders = new Map<string, number>();
  for (const clue of [...clues.values()].flatMap((each) => [...each])) holders.set(clue, (holders.get(clue) ?? 0) + 1);
  const weightOf = (clue: string) => (clue.startsWith(" ") ? 1 : LABEL_WEIGHT) * Math.log(1 + incidents.length / holders.get(clue)!) / Math.log(1 + incidents.length);
  const ranked = [...clues].map(([id, held]) => ({ id, weight: [...held].reduce((sum, clue) => sum + weightOf(clue), 0) })).sort((a, b) => b.weight - a.weight);
  return ranked.filter(({ weight }) => weight >= LEAST_WEIGHT && weight >= ranked[0]!.weight / 2).slice(0, MOST).map(({ id }) => id);
}

/** "the Morris worm outbreak" -> "Morris" */
function properWordsIn(label: string): string[] {
  return [...new Set(asWords(label).trim().split(" ").filter((word) => word.length > 2 && /^\p{Lu}/u.test(word) && word !== "The"))];
}

function stands(name: string, words: string): boolean {
  const wanted = asWords(name.replace(/^the /, ""));
  return wanted.length > 4 && words.includes(wanted);
}

/** Words between single spaces, as they are written. */
function asWords(text: string): string {
  return ` ${text.replace(/[’']s\b/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}
