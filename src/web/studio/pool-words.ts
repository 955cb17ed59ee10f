import { say, type Message, type Words } from "../../lib/messages.ts";
import { POOL_FIELDS, type PoolFilter } from "../../storage/pool-filters.ts";
import type { FilterChoices } from "./question-filter.ts";
import { WORDS, type Choice } from "./words.ts";

/** A filter of the bank as people read it, trait by trait. What the bank has no more stands as it was. */
export function poolInWords(filter: PoolFilter, choices: Pick<FilterChoices, "topics" | "incidents" | "authors">): Message[] {
  const difficulties = ["easy", "medium", "hard"].map((value) => ({ value, label: say(`difficulties.${value}`) }));
  const origins = [{ value: "hand", label: say("bank.by-hand") }, { value: "generated", label: say("bank.from-facts") }];
  const lists: Partial<Record<keyof PoolFilter, readonly Choice[]>> = { topic: choices.topics, incident: choices.incidents, author: choices.authors, kind: WORDS.kinds, level: WORDS.levels, difficulty: difficulties, origin: origins };
  const told = (field: keyof PoolFilter, value: string): Words => lists[field]?.find((choice) => choice.value === value)?.label ?? value;
  return POOL_FIELDS.flatMap((field) => (filter[field] ? [say(`quiz-pools.traits.${field}`, { value: told(field, filter[field]) })] : []));
}
