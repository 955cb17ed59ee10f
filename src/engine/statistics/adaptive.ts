import type { Random } from "../../lib/random.ts";
import { canStandTogether, type PoolQuestion } from "../generation/papers.ts";
import { abilityFrom, informationOf, type Ability } from "./rasch.ts";

/** A question of an adaptive quiz: what assembling knows of it (`forPool`), and how hard it is, in logits. */
export type AdaptiveQuestion = PoolQuestion & { logits: number };
/** A question that was asked, and what was won, 0 to 1. */
export interface AdaptiveAnswer<Q> { question: Q; score: number }

/** A quiz is over when the ability is known to this standard error, or after so many questions. */
export const CLOSE_ENOUGH = 0.35;
export const MOST_ASKED = 15;
/** Among so many of the most informative one is drawn, so that not everybody gets the same; it costs hardly any precision (Kingsbury and Zara 1989, Procedures for selecting items for computerized adaptive tests). */
const AMONG = 5;

/** What the answers so far say of somebody: in logits, with its standard error. */
export function abilityOf(answered: readonly AdaptiveAnswer<Pick<AdaptiveQuestion, "logits">>[]): Ability {
  return abilityFrom(answered.map(({ question: { logits }, score }) => ({ difficulty: logits, score })));
}

/** Whether enough is known. A pool that gives no further question ends a quiz too: `nextQuestion` has none then. */
export function isDone(answered: readonly AdaptiveAnswer<Pick<AdaptiveQuestion, "logits">>[]): boolean {
  return answered.length >= MOST_ASKED || abilityOf(answered).error < CLOSE_ENOUGH;
}

/**
 * The next question to ask: of the level, and then of the topic, that was asked least so far, one of the five that tell most at the ability shown so far. Never one that was asked, gives another away, or asks a fact that was
 * asked. Undefined where none is left. The same pool, answers and stream of chance give the same question. Here decisions may come before facts, because nobody knows what comes next; so questions whose facts a decision
 * rests on are left out after it, and the other way round.
 */
export function nextQuestion<Q extends AdaptiveQuestion>(pool: readonly Q[], answered: readonly AdaptiveAnswer<Q>[], random: Random): Q | undefined {
  const asked = answered.map(({ question }) => question);
  const free = pool.filter((question) => asked.every((other) => canFollow(other, question)));
  const fair = leastAsked(leastAsked(free, asked, ({ level }) => level), asked, ({ topic }) => topic);
  const { ability } = abilityOf(answered);
  const told = fair.map((question) => ({ question, information: informationOf(ability, question.logits) })).sort((a, b) => b.information - a.information);
  const best = told.slice(0, AMONG);
  return best[Math.floor(random() * best.length)]?.question;
}

function canFollow(asked: AdaptiveQuestion, next: AdaptiveQuestion): boolean {
  return canStandTogether(asked, next) && !asked.facts.some((fact) => next.facts.includes(fact));
}

function leastAsked<Q>(questions: readonly Q[], asked: readonly Q[], traitOf: (question: Q) => string): Q[] {
  const count = (trait: string) => asked.filter((question) => traitOf(question) === trait).length;
  const least = Math.min(...questions.map((question) => count(traitOf(question))));
  return questions.filter((question) => count(traitOf(question)) === least);
}
