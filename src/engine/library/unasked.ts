import type { Question } from "../questions/question.ts";
import { isDoubted } from "../knowledge/standing.ts";
import type { Library } from "./finding.ts";

/** A fact that gives no question of its own; `reason` is why it stands as evidence only, where its file says so. */
export interface Unasked { incident: string; id: string; reason?: string }

/** Every fact that nobody doubts and that none of the questions made from facts is about, in the order of the files. Decisions rest on facts and do not ask for them: they do not count. */
export function unaskedIn({ content }: Library, made: readonly Question[]): Unasked[] {
  const asked = new Set(made.flatMap(({ facts }) => facts));
  return content.facts.filter((fact) => !asked.has(fact.id) && !isDoubted(fact))
    .map(({ incident, id, evidence_only }) => ({ incident, id, ...(evidence_only === undefined ? {} : { reason: evidence_only }) }));
}
