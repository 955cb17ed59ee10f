import type { Random } from "../../lib/random.ts";
import { canStandTogether, type PoolQuestion } from "../generation/papers.ts";
import { abilityFrom, informationOf, type Ability } from "./rasch.ts";

/** A question of an adaptive quiz: what assembling knows of it (`forPool`), and how hard it is, in logits. */
export type AdaptiveQuestion = PoolQuestion & { logits: number };
/** A question that was asked, and what was won, 0 to 1. */
export interface AdaptiveAnswer<Q> { question: Q; score: number }

/** A quiz is over when the ability is known to this standard error, or after so many questions, unless its trainer wants more. */
export const CLOSE_ENOUGH = 0.35;
export const MOST_ASKED = 15;
/** Fewer say too little; more tire people and hardly tell more. */
export const FEWEST_MOST = 10;
export const MOST_MOST = 40;
/** Among so many of the most informative one is drawn, so that not everybody gets the same; it costs hardly any precision (Kingsbury and Zara 1989, Procedures for selecting items for computerized adaptive tests). */
const AMONG = 5;

/** What the answers so far say of somebody: in logits, with its standard error. */
export function abilityOf(answered: readonly AdaptiveAnswer<Pick<AdaptiveQuestion, "logits">>[]): Ability {
  return abilityFrom(answered.map(({ question: { logits }, score }) => ({ difficulty: logits, score })));
}

/**
 * The standard error, in logits, after so many answers to questions that fit exactly: each tells a quarter at most, and the prior N(0, 1) tells 1 beforehand, so it is 1 / sqrt(1 + n / 4). After 15 that is 0.459;
 * 0.35 takes 29 answers at least.
 */
export function leastError(answers: number): number {
  return 1 / Math.sqrt(1 + answers / 4);
}

/** After how many answers that error can be close enough at the earliest. */
export function leastAnswers(): number {
  return Math.ceil(4 * (1 / CLOSE_ENOUGH ** 2 - 1));
}

/** Whether enough is known. A pool that gives no further question ends a quiz too: `nextQuestion` has none then. */
export function isDone(answered: readonly AdaptiveAnswer<Pick<AdaptiveQuestion, "logits">>[], most = MOST_ASKED): boolean {
  return answered.length >= most || abilityOf(answered).error < CLOSE_ENOUGH;
}

/**
 * The next question to ask: of the level, and then of the topic, that was asked least so far, one of the five that tell most at the ability shown so far. Never one that was asked, gives another away, or asks a fact that was
 * asked. Undefined where none is left. The same pool, answers and stream of chance give the same question. Here decisions may come before facts, because nobody knows what comes next; so questions whose facts a decision
 * rests on are left out after it, and the other way round.
 */
export function nextQuestion<Q extends AdaptiveQuestion>(pool: readonly Q[], answered: readonly AdaptiveAnswer<Q>[], random: Random): Q | undefined {
  return nextOfFree(pool.filter((question) => answered.every(({ question: other }) => canFollow(other, question))), answered, random);
}

/** The same among questions of which each can follow all that were asked. */
export function nextOfFree<Q extends AdaptiveQuestion>(free: readonly Q[], answered: readonly AdaptiveAnswer<Q>[], random: Random): Q | undefined {
  const asked = answered.map(({ question }) => question);
  const fair = leastAsked(leastAsked(free, asked, ({ level }) => level), asked, ({ topic }) => topic);
  const { ability } = abilityOf(answered);
  const told = fair.map((question) => ({ question, information: informationOf(ability, question.logits) })).sort((a, b) => b.information - a.information);
  const best = told.slice(0, AMONG);
  return best[Math.floor(random() * best.length)]?.question;
}

/** Whether a question may be asked after another one. */
export function canFollow(asked: PoolQuestion, next: PoolQuestion): boolean {
  return canStandTogether(asked, next) && !asked.facts.some((fact) => next.facts.includes(fact));
}

function leastAsked<Q>(questions: readonly Q[], asked: readonly Q[], traitOf: (question: Q) => string): Q[] {
  const count = (trait: string) => asked.filter((question) => traitOf(question) === trait).length;
  const least = Math.min(...questions.map((question) => count(traitOf(question))));
  return questions.filter((question) => count(traitOf(question)) === least);
}
