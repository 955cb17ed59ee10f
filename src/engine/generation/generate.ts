import type { Fact } from "../knowledge/fact.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { isChoice, type Question } from "../questions/question.ts";
import { withEnemies } from "./enemies.ts";
import { figuresFrom } from "./figures.ts";
import { matchingsFrom } from "./matching.ts";
import { multiplesFrom } from "./multiple.ts";
import { orderingsFrom } from "./ordering.ts";
import { singlesFrom } from "./single.ts";
import { trueFalseFrom } from "./true-false.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

/** Raised whenever the same facts give other questions than before, so that installations make theirs anew. */
export const GENERATOR = 1;

/**
 * Every question that the facts give, in the order of the facts. Each wrong option is proven wrong; where too few can be proven there is no question.
 * Deterministic: the same knowledge and seed give the same questions, byte for byte.
 */
export function generate(knowledge: Knowledge, { seed = "debrief" }: { seed?: string } = {}): Question[] {
  const workshop = openWorkshop(knowledge, seed);
  const single = knowledge.facts.flatMap((fact) => [...(fact.polarity === "positive" ? askingFor(workshop, fact) : []), ...trueFalseFrom(workshop, fact)]);
  const across = [...knowledge.relations.values()].flatMap((relation) => [...matchingsFrom(workshop, relation), ...orderingsFrom(workshop, relation)]);
  return withEnemies(withoutRepeats([...single, ...across]));
}

/** Two facts can lead to the same words: the first keeps them. Prompts that serve many questions are told apart by what they pair or order. */
function withoutRepeats(questions: readonly Question[]): Question[] {
  const told = new Set<string>();
  return questions.filter((question) => {
    const words = isChoice(question) ? question.stem : question.id;
    return !told.has(words) && told.add(words);
  });
}

function askingFor(workshop: Workshop, fact: Fact): Question[] {
  return [...singlesFrom(workshop, fact, "object"), ...singlesFrom(workshop, fact, "subject"), ...figuresFrom(workshop, fact), ...multiplesFrom(workshop, fact)];
}
