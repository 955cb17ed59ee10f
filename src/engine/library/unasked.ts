import type { Question } from "../questions/question.ts";
import { isDoubted } from "../knowledge/standing.ts";
import type { Library } from "./finding.ts";

/** A fact that no question asks; `reason` is why it stands as evidence only, where its file says so. */
export interface Unasked { incident: string; id: string; reason?: string }

/** Every fact that nobody doubts and no question is about, generated or written by hand, in the order of the files. */
export function unaskedIn({ content }: Library, questions: readonly Question[]): Unasked[] {
  const asked = new Set(questions.flatMap(({ facts }) => facts));
  return content.facts.filter((fact) => !asked.has(fact.id) && !isDoubted(fact))
    .map(({ incident, id, evidence_only }) => ({ incident, id, ...(evidence_only === undefined ? {} : { reason: evidence_only }) }));
}
