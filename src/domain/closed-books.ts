import { forPool, tellsOf, type PoolQuestion } from "../engine/generation/papers.ts";
import type { Question } from "../engine/questions/question.ts";
import { isClosing } from "../engine/questions/telling.ts";
import { listAwaitedQuestions, type AwaitedQuestion } from "../storage/awaited-questions.ts";
import type { Db, Person } from "../storage/tables.ts";

/** What an open closed-book attempt of somebody still asks: until it is answered, nothing may tell it. */
export interface ClosedBook { attempt: Pick<AwaitedQuestion, "public_id" | "title">; asks: PoolQuestion }

export async function listClosedBooks(db: Db, learner: Pick<Person, "id">): Promise<ClosedBook[]> {
  const awaited = (await listAwaitedQuestions(db, learner)).filter(isClosing);
  return awaited.map(({ body, public_id, title }) => ({ attempt: { public_id, title }, asks: forPool(JSON.parse(body) as Question) }));
}

/** The first of them of which this question would tell something, asked or answered; undefined where there is none. */
export function bookClosing(books: readonly ClosedBook[], question: PoolQuestion): ClosedBook["attempt"] | undefined {
  return books.find(({ asks }) => tellsOf(question, asks))?.attempt;
}

/** The same for a stored question, which is looked into only where a book is closed. */
export function bookClosingStored(books: readonly ClosedBook[], { body }: { body: string }): ClosedBook["attempt"] | undefined {
  return books.length === 0 ? undefined : bookClosing(books, forPool(JSON.parse(body) as Question));
}

export async function findBookClosing(db: Db, learner: Pick<Person, "id">, stored: { body: string }): Promise<ClosedBook["attempt"] | undefined> {
  return bookClosingStored(await listClosedBooks(db, learner), stored);
}
