import type { Fact } from "../knowledge/fact.ts";
import type { Knowledge, Known } from "../knowledge/knowledge.ts";
import type { Option } from "../questions/question.ts";
import type { Candidate } from "./candidates.ts";
import { reasonAgainst } from "./feedback.ts";
import type { Slot } from "./pools.ts";
import { explain } from "./stems.ts";

type UnnamedOption = Omit<Option, "id">;

export function keyOption(knowledge: Knowledge, fact: Fact, { title }: Known): UnnamedOption {
  return { text: title, correct: true, feedback: explain(knowledge, fact) };
}

export function distractorOption(knowledge: Knowledge, fact: Fact, slot: Slot, { entity, proof }: Candidate): UnnamedOption {
  return { text: entity.title, correct: false, feedback: reasonAgainst(knowledge, fact, slot, entity, proof), proof };
}

/** Alphabetical, with ids that say nothing about which is the key. */
export function lettered(options: readonly UnnamedOption[]): Option[] {
  return [...options].sort((a, b) => byLetters(a.text, b.text)).map((option, place) => ({ id: letter(place), ...option }));
}

const collator = new Intl.Collator("en");

export function byLetters(a: string, b: string): number {
  return collator.compare(a, b);
}

export function letter(place: number): string {
  return String.fromCharCode(97 + place);
}
