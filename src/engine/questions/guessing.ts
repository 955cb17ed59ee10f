import { fold } from "../../lib/text.ts";
import { layOut } from "./layout.ts";
import { isChoice, KINDS, type Kind, type Question } from "./question.ts";

/** How one way to guess did: `right` is the share of guesses that were right, `gain` how much that is above chance; both 0 to 1. */
export interface Strategy { name: string; right: number; gain: number }

/** How somebody who knows nothing does on one kind of question. `chance` is the share that blind picking gets right. */
export interface Guesses { kind: Kind; questions: number; guesses: number; chance: number; strategies: Strategy[] }

/** One guess to make: what is on offer, which of it is right, and the words beside it. `half` parts the file for what has to be learnt. */
interface Task { offered: readonly string[]; right: ReadonlySet<string>; words: string; half: number }

type Score = (task: Task, text: string, place: number) => number;

/** Within so much of chance a way to guess gains nothing; where there are few guesses, luck alone goes further (99 of 100 times, two-sided normal). */
export const TOLERANCE = 0.05;
const LUCK = 2.58;

/**
 * Guesses every question without knowing anything: the longest option, the shortest, each place, the one with most words of the stem, and the one that was
 * the key most often, or the key most often when it was on offer, in the other half of the file. Options stand in their stored order; lines to be put in
 * order stand as a learner would see them. Of several that look equally good one is taken at random. Typed answers are guessed by
 * their base rate alone, against the chance of blind picking among all answers of the file.
 */
export function guess(questions: readonly Question[]): Guesses[] {
  return KINDS.flatMap((kind) => {
    const tasks = questions.filter((question) => question.kind === kind).map((question, place) => tasksOf(question, place % 2));
    return tasks.length === 0 ? [] : [{ kind, questions: tasks.length, guesses: tasks.flat().length, ...guessAll(tasks.flat(), kind) }];
  });
}

const LEARNT = ["base rate", "key rate"];

/** The strategies that do better or worse than chance by more than the tolerance, and by more than luck explains. What is learnt in one half and used in the other has the luck of both. */
export function gains({ strategies, chance, guesses }: Guesses): Strategy[] {
  const luck = LUCK * Math.sqrt((chance * (1 - chance)) / guesses);
  return strategies.filter(({ name, gain }) => Math.abs(gain) > Math.max(TOLERANCE, LEARNT.includes(name) ? Math.SQRT2 * luck : luck));
}

function guessAll(tasks: readonly Task[], kind: Kind): Pick<Guesses, "chance" | "strategies"> {
  const isTyped = kind === "numeric" || kind === "short";
  const chance = isTyped ? 1 / Math.max(1, new Set(tasks.map(({ right }) => [...right][0])).size) : mean(tasks.map(({ offered, right }) => right.size / offered.length));
  const learnt = [learn(tasks.filter(({ half }) => half === 1)), learn(tasks.filter(({ half }) => half === 0))] as const;
  const scores: Record<string, Score> = isTyped ? {} : { longest: (_, text) => text.length, shortest: (_, text) => -text.length, "stem overlap": ({ words }, text) => overlap(words, text), ...places(tasks) };
  const rates: Record<string, number> = isTyped ? { "base rate": mean(tasks.map(({ right, half }) => Number(right.has(learnt[half as 0 | 1].commonest)))) } : {
    "base rate": rateOf(tasks, ({ half }, text) => learnt[half as 0 | 1].keyed.get(text) ?? 0),
    "key rate": rateOf(tasks, ({ half }, text) => keyRate(learnt[half as 0 | 1], text)),
  };
  const all = { ...Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, rateOf(tasks, score)])), ...rates };
  return { chance, strategies: Object.entries(all).map(([name, right]) => ({ name, right, gain: right - chance })) };
}

/** The share of tasks in which taking the best by the score is right. */
function rateOf(tasks: readonly Task[], score: Score): number {
  return mean(tasks.map((task) => {
    const values = task.offered.map((text, place) => score(task, text, place));
    const best = Math.max(...values);
    const taken = task.offered.filter((_, place) => values[place] === best);
    return taken.filter((text) => task.right.has(text)).length / taken.length;
  }));
}

function places(tasks: readonly Task[]): Record<string, Score> {
  const most = Math.max(...tasks.map(({ offered }) => offered.length));
  return Object.fromEntries(Array.from({ length: most }, (_, wanted) => [`place ${wanted + 1}`, (_task: Task, _text: string, place: number) => Number(place === wanted)]));
}

interface Learnt { keyed: Map<string, number>; offered: Map<string, number>; commonest: string }

function learn(tasks: readonly Task[]): Learnt {
  const keyed = countOf(tasks.flatMap(({ right }) => [...right]));
  const [commonest] = [...keyed].reduce((most, each) => (each[1] > most[1] ? each : most), ["", 0] as [string, number]);
  return { keyed, offered: countOf(tasks.flatMap(({ offered }) => [...offered])), commonest };
}

/** How often it was right when it was on offer, drawn towards a quarter where it was seen seldom. */
function keyRate({ keyed, offered }: Learnt, text: string): number {
  return ((keyed.get(text) ?? 0) + 0.25) / ((offered.get(text) ?? 0) + 1);
}

function countOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function overlap(words: string, text: string): number {
  const known = new Set(wordsOf(words));
  return wordsOf(text).filter((word) => known.has(word)).length;
}

function wordsOf(text: string): string[] {
  return fold(text).split(" ").filter((word) => word.length >= 4);
}

function tasksOf(question: Question, half: number): Task[] {
  if (isChoice(question)) return [{ offered: question.options.map(({ text }) => text), right: new Set(question.options.filter(({ correct }) => correct).map(({ text }) => text)), words: question.stem, half }];
  switch (question.kind) {
    case "matching": return question.pairs.map(({ premise, response }) => ({ offered: question.responses, right: new Set([response]), words: premise, half }));
    case "ordering": return orderTasks(question, half);
    case "numeric": return [{ offered: [], right: new Set([String(question.answer.value)]), words: question.stem, half }];
    case "short": return [{ offered: [], right: new Set(question.answer.accept.map(fold)), words: question.stem, half }];
  }
}

/** Which line comes first, which second: the lines as they are laid out for a learner. */
function orderTasks(question: Extract<Question, { kind: "ordering" }>, half: number): Task[] {
  const texts = new Map(question.sequence.map(({ id, text }) => [id, text]));
  const shown = layOut(question, "guess").map((id) => texts.get(id)!);
  return question.sequence.map(({ text }) => ({ offered: shown, right: new Set([text]), words: question.stem, half }));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
