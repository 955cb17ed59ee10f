import { randomFrom, shuffled } from "../../lib/random.ts";
import { canStandTogether, decisionsLast, type PoolQuestion } from "./papers.ts";

/** A question that was missed, and others that ask about one of its facts. */
export interface Missed<T> { own: T; others: readonly T[] }

/**
 * One question for each that was missed: another one of the same fact, so that the fact is remembered and not the wording; the unseen first, and those of the same level.
 * A decision, or where none can stand beside the rest, is asked again itself. Nothing comes twice. The same seed gives the same paper.
 */
export function practicePaper<T extends PoolQuestion>(missed: readonly Missed<T>[], { seen, seed }: { seen: ReadonlySet<string>; seed: string }): T[] {
  const paper: T[] = [];
  for (const { own, others } of missed) {
    const fresh = inOrder(own, others, seen, seed).find((question) => paper.every((other) => canStandTogether(other, question)));
    const next = fresh ?? own;
    if (!paper.some((other) => other.id === next.id)) paper.push(next);
  }
  return decisionsLast(paper);
}

function inOrder<T extends PoolQuestion>(own: T, others: readonly T[], seen: ReadonlySet<string>, seed: string): T[] {
  const rank = (question: T) => Number(seen.has(question.id)) * 2 + Number(question.level !== own.level);
  return shuffled(others.filter(({ id }) => id !== own.id && own.level !== "decide"), randomFrom(`${seed}/practice/${own.id}`)).sort((a, b) => rank(a) - rank(b));
}
