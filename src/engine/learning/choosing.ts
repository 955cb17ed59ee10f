import { givesAway, type Secrets } from "../questions/secrets.ts";
import { canStandTogether, decisionsLast, type PoolQuestion } from "../generation/papers.ts";
import { recallAt, type Fading } from "./memory.ts";

/** At most so many facts are refreshed a day, however many are due: what waits is never a debt. */
export const MOST_A_DAY = 3;

/** What reading a question, answering it and reading why takes. */
export const SECONDS_A_FACT = 20;

/** A fact that is due, and what is known of the question that asked it last. */
export interface DueFact extends Fading { factId: number; lastQuestionId: number; lastForm: string; isMechanism: boolean; lastWasElsewhere: boolean }

/** A question that may refresh a fact. `form` is its kind and what it asks for; `isElsewhere`: it asks about the same mechanism in another incident. */
export interface Refresher { factId: number; questionId: number; form: string; isElsewhere: boolean; facts: number; question: PoolQuestion }

/** What of this is due, the first to be forgotten first. */
export function byUrgency<Fact extends Fading & { factId: number }>(facts: readonly Fact[], at: Date): Fact[] {
  return [...facts].sort((a, b) => recallAt(a, at) - recallAt(b, at) || a.factId - b.factId);
}

/**
 * Chooses one question for each of the most urgent facts, `most` at most. `facts` come in their order of urgency. A question is another one than last time, in another form if there is one;
 * a mechanism is asked through another incident every other time. The question of last time comes back only where the fact has no other. No question gives away another of these or one
 * that is still `open` somewhere else, and a question that asks several of the facts is asked once. Decisions come last, as on any paper.
 */
export function chooseReviews<R extends Refresher>(facts: readonly DueFact[], refreshers: readonly R[], open: readonly Secrets[], most: number): R[] {
  const chosen: R[] = [];
  for (const fact of facts) {
    if (chosen.length >= most) break;
    const fitting = refreshers.filter((refresher) => refresher.factId === fact.factId && isApart(refresher, chosen, open));
    const best = fitting.reduce<R | undefined>((least, each) => (least === undefined || costOf(each, fact) < costOf(least, fact) ? each : least), undefined);
    if (best) chosen.push(best);
  }
  const places = new Map(chosen.map((each) => [each.question, each]));
  return decisionsLast([...places.keys()]).map((question) => places.get(question)!);
}

function isApart({ question, factId }: Refresher, chosen: readonly Refresher[], open: readonly Secrets[]): boolean {
  const isNew = chosen.every((other) => other.factId !== factId && other.question.id !== question.id && canStandTogether(other.question, question) && !question.facts.some((key) => other.question.facts.includes(key)));
  return isNew && !open.some((other) => givesAway(question.tells(), other));
}

function costOf({ questionId, form, isElsewhere, facts }: Refresher, { lastQuestionId, lastForm, isMechanism, lastWasElsewhere }: DueFact): number {
  const wantsElsewhere = isMechanism && !lastWasElsewhere;
  return (questionId === lastQuestionId ? 100 : 0) + (isElsewhere === wantsElsewhere ? 0 : 10) + (form === lastForm ? 4 : 0) + Math.min(3, facts - 1);
}
