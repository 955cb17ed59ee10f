import { randomFrom, shuffled } from "../../lib/random.ts";
import { isAsked, type Fact } from "../knowledge/fact.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { isChoice, type Difficulty, type Question } from "../questions/question.ts";
import { capKeys } from "./caps.ts";
import { withEnemies } from "./enemies.ts";
import { figureFrom } from "./figures.ts";
import { matchingsFrom } from "./matching.ts";
import { multipleFrom } from "./multiple.ts";
import { numericFrom } from "./numeric.ts";
import { orderingsFrom } from "./ordering.ts";
import { shortFrom } from "./short.ts";
import { singleFrom } from "./single.ts";
import { trueFalseFrom } from "./true-false.ts";
import { twoFactsFrom } from "./two-facts.ts";
import { isSound, isTurnOf, openWorkshop, type Workshop } from "./workshop.ts";

/** Raised whenever the same facts give other questions than before, so that installations make theirs anew. */
export const GENERATOR = 8;

/** `difficulty` makes only questions of that difficulty; without it they are spread. `onFact` hears how many facts are done. */
export interface Wishes { seed?: string | undefined; difficulty?: Difficulty | undefined; onFact?: (done: number) => void }

/**
 * Every question that the facts give, in the order of the facts; they are made in an order that the seed decides, so that what was made so far stands for
 * what is to come. Each wrong option is proven wrong; where too few can be proven there is no question.
 * Deterministic: the same knowledge and seed give the same questions, byte for byte.
 */
export function generate(knowledge: Knowledge, { seed = "debrief", difficulty, onFact }: Wishes = {}): Question[] {
  const workshop = openWorkshop(knowledge, seed, difficulty);
  const single: (Question | undefined)[][] = [];
  const order = shuffled([...knowledge.facts.keys()], randomFrom(`${seed} order of work`));
  for (const [done, place] of order.entries()) {
    onFact?.(done);
    single[place] = questionsFrom(workshop, knowledge.facts[place]!);
  }
  const several = severalFrom(workshop, order);
  const across = [...[...knowledge.relations.values()].flatMap((relation) => matchingsFrom(workshop, relation)), ...orderingsFrom(workshop)];
  const made = [...single.flatMap((questions, place) => [...questions, several.get(place)]), ...across.filter((question) => isSound(workshop, question))].filter((question) => question !== undefined && (!difficulty || question.difficulty === difficulty)) as Question[];
  return withEnemies(capKeys(withoutRepeats(made)));
}

const ROUNDS = 3;

/** Questions with several keys, by the place of their fact: lists of incidents that would have favoured a guess get another turn, for others may have made up for it meanwhile. */
function severalFrom(workshop: Workshop, order: readonly number[]): Map<number, Question> {
  const made = new Map<number, Question>();
  for (let round = 0; round < ROUNDS; round++) for (const place of order) {
    const fact = workshop.knowledge.facts[place]!;
    const isTurn = isAsked(fact) && !made.has(place) && (round === 0 || !workshop.knowledge.collections.has(fact.incident));
    const question = isTurn ? multipleFrom(workshop, fact) : undefined;
    if (question) made.set(place, question);
  }
  return made;
}

/** Of very long lists every second entry becomes a statement. */
const EVERY = 2;

function questionsFrom(workshop: Workshop, fact: Fact): (Question | undefined)[] {
  if (fact.evidence_only !== undefined) return [];
  const choices = isAsked(fact) ? [singleFrom(workshop, fact, "object"), singleFrom(workshop, fact, "subject"), twoFactsFrom(workshop, fact)] : [];
  const others = isAsked(fact) ? [figureFrom(workshop, fact), numericFrom(workshop, fact), shortFrom(workshop, fact, "object"), shortFrom(workshop, fact, "subject")] : [];
  const isOnly = [...choices, ...others].every((question) => question === undefined);
  return [...choices, ...[...others, isTurnOf(workshop, fact, EVERY) ? trueFalseFrom(workshop, fact, isOnly) : undefined].filter((question) => question && isSound(workshop, question))];
}

/** Two facts can lead to the same words and the same key: the first keeps them. Prompts that serve many questions are told apart by what they pair or order. */
function withoutRepeats(questions: readonly Question[]): Question[] {
  const told = new Set<string>();
  return questions.filter((question) => {
    const words = wordsOf(question);
    return !told.has(words) && told.add(words);
  });
}

function wordsOf(question: Question): string {
  if (isChoice(question)) return `${question.kind} ${question.stem} ${question.options.filter(({ correct }) => correct).map(({ text }) => text).join()}`;
  return question.kind === "matching" || question.kind === "ordering" ? question.id : `${question.kind} ${question.stem}`;
}
