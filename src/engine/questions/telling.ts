/** When learners read what was right: after each answer, or when the attempt is finished. */
export type Feedback = "immediate" | "deferred";

/** Whether what was right may be told of an answer that is stored. */
export function isTold({ feedback, finished_at }: { feedback: Feedback; finished_at: string | null }): boolean {
  return feedback === "immediate" || finished_at !== null;
}
