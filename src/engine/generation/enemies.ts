import { fold } from "../../lib/text.ts";
import { groupBy } from "../../lib/groups.ts";
import { spellNumber } from "../../lib/numbers.ts";
import { foldName } from "../knowledge/names.ts";
import { isChoice } from "../questions/question-kinds.ts";
import type { Question } from "../questions/question.ts";

/**
 * Marks the questions that must not stand on one paper: they ask the same fact, or they are about the same incident and one's stem holds the other's key, or the key is the same.
 * Questions about no incident, such as those from data sets, are only matched by fact: assembling a paper looks at their words (see papers.ts).
 */
export function withEnemies(questions: readonly Question[]): Question[] {
  const enemies: number[][] = questions.map(() => []);
  const join = (a: number, b: number) => { if (a !== b) { enemies[a]!.push(b); enemies[b]!.push(a); } };
  const places = [...questions.keys()];
  for (const same of groupsBy(places, (place) => questions[place]!.facts)) for (const a of same) for (const b of same) join(a, b);
  for (const together of groupBy(places.filter((place) => questions[place]!.incident !== undefined), (place) => questions[place]!.incident!).values()) joinTellers(questions, together, join);
  return questions.map((question, place) => ({ ...question, enemies: [...new Set(enemies[place])].sort((a, b) => a - b).map((other) => questions[other]!.id) }));
}

function groupsBy(places: readonly number[], keysOf: (place: number) => readonly string[]): number[][] {
  const keyed = places.flatMap((place) => keysOf(place).map((key) => ({ key, place })));
  return [...groupBy(keyed, ({ key }) => key).values()].map((group) => group.map(({ place }) => place));
}

function joinTellers(questions: readonly Question[], places: readonly number[], join: (a: number, b: number) => void): void {
  const stems = places.map((place) => ` ${fold(questions[place]!.stem)} `);
  for (const asked of places) for (const key of keysOf(questions[asked]!)) {
    for (const [index, stem] of stems.entries()) if (stem.includes(` ${key} `)) join(asked, places[index]!);
  }
  for (const same of groupsBy(places, (place) => keysOf(questions[place]!))) for (const a of same) for (const b of same) join(a, b);
}

/** The folded names or words that answer a question, as another's stem could tell them. */
export function keysOf(question: Question): string[] {
  if (question.kind === "short") return question.answer.accept.map(foldName);
  if (question.kind === "numeric") return [String(question.answer.value), spellNumber(question.answer.value)].flatMap((figure) => (figure && question.answer.unit ? [fold(`${figure} ${question.answer.unit}`)] : []));
  if (!isChoice(question) || question.kind === "true_false") return [];
  return question.options.filter(({ correct }) => correct).map(({ text }) => foldName(text));
}
