/** When learners read what was right: after each answer, or when the attempt is finished. */
export type Feedback = "immediate" | "deferred";

/** Whether nothing may tell meanwhile what an attempt asks: the book is closed where its trainer says so, where the time is limited and where feedback is held back. */
export function isClosing({ closed_book, feedback, deadline_at }: { closed_book: 0 | 1; feedback: Feedback; deadline_at: string | null }): boolean {
  return closed_book === 1 || feedback === "deferred" || deadline_at !== null;
}

/** Whether what was right may be told of an answer that is stored. */
export function isTold({ feedback, finished_at }: { feedback: Feedback; finished_at: string | null }): boolean {
  return feedback === "immediate" || finished_at !== null;
}
