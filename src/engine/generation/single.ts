import { capitalise } from "../../lib/text.ts";
import type { Fact } from "../knowledge/fact.ts";
import { entityOf, relationOf } from "../knowledge/knowledge.ts";
import { namesSource } from "../knowledge/relation.ts";
import type { Option, Question } from "../questions/question.ts";
import { chooseDistractors, keyOf, type Distractor, type Slot } from "./distractors.ts";
import { namesKey, repeatsWord } from "./leaks.ts";
import { difficultyOf } from "./similarity.ts";
import { askedNoun, fill } from "./wording.ts";
import { commonParts, type Workshop } from "./workshop.ts";

const WANTED = 3;
const FEWEST = 2;

/** Single choice questions that leave out one slot of a fact: at most one for each stem of the vocabulary. */
export function singlesFrom(workshop: Workshop, fact: Fact, slot: Slot): Question[] {
  if (!keyOf(workshop.knowledge, fact, slot)) return [];
  const stems = stemsFor(workshop, fact, slot);
  return stems.slice(0, 1).flatMap((stem) => single(workshop, fact, slot, stem) ?? []);
}

/** The stems that fit this fact, filled in. What is not plainly asserted is only asked with its source named. */
export function stemsFor({ knowledge }: Workshop, fact: Fact, slot: Slot): string[] {
  const key = keyOf(knowledge, fact, slot)!;
  return relationOf(knowledge, fact).asks[slot]
    .filter(({ text, of }) => (!of || of.includes(key.type)) && (fact.modality === "asserted" || namesSource(text)))
    .map(({ text }) => fill(knowledge, askedNoun(text, key), fact))
    .filter((stem) => stem !== undefined)
    .filter((stem) => !namesKey(stem, key));
}

function single(workshop: Workshop, fact: Fact, slot: Slot, stem: string): Question | undefined {
  const key = keyOf(workshop.knowledge, fact, slot)!;
  const distractors = chooseDistractors(workshop, fact, slot, stem, WANTED);
  if (distractors.length < FEWEST || repeatsWord(stem, key.name, distractors.map(({ entity }) => entity.name))) return undefined;
  const relation = relationOf(workshop.knowledge, fact);
  return {
    kind: "single", ...commonParts(workshop, fact, `${fact.id}.${slot}`), asks: slot, level: relation.level,
    difficulty: difficultyOf(distractors.map(({ likeness }) => likeness)), stem, explanation: explain(workshop, fact),
    options: lettered([keyOption(workshop, fact, key.name), ...distractors.map(distractorOption)]),
  };
}

/** The fact as a sentence. */
export function explain({ knowledge }: Workshop, fact: Fact): string {
  return fill(knowledge, relationOf(knowledge, fact).truth, fact) ?? capitalise(entityOf(knowledge, fact.incident).name);
}

export function keyOption(workshop: Workshop, fact: Fact, name: string): UnnamedOption {
  return { text: capitalise(name), correct: true, feedback: explain(workshop, fact) };
}

export function distractorOption({ entity, proof, feedback }: Distractor): UnnamedOption {
  return { text: capitalise(entity.name), correct: false, feedback, proof };
}

type UnnamedOption = Omit<Option, "id">;

/** Alphabetical, with ids that say nothing about which is the key. */
export function lettered(options: readonly UnnamedOption[]): Option[] {
  return [...options].sort((a, b) => a.text.localeCompare(b.text, "en")).map((option, place) => ({ id: letter(place), ...option }));
}

export function letter(place: number): string {
  return String.fromCharCode(97 + place);
}
