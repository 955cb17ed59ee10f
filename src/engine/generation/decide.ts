import type { DecideFile } from "../knowledge/incident.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Question } from "../questions/question.ts";
import { filledDecision, type OwnWords } from "../library/own-words.ts";
import { lettered } from "./options.ts";
import { evidenceOfAll } from "./workshop.ts";

/** The decisions that rest on no fact in doubt. */
export function decisionsThatStand(knowledge: Knowledge, decisions: readonly DecideFile[]): DecideFile[] {
  const sure = new Set(knowledge.facts.map(({ id }) => id));
  return decisions.filter(({ facts }) => facts.every((fact) => sure.has(fact)));
}

/** A "what would you do" question out of the content files, in the installation's own words, with the evidence of the facts that it rests on. */
export function decideQuestion(knowledge: Knowledge, decision: DecideFile, words?: OwnWords): Question {
  const { id, incident, topic, stem, options, explanation, facts } = filledDecision(decision, words);
  return {
    schema: 1, kind: "single", id, level: "decide", difficulty: "medium", stem, explanation, facts, incident, topic, enemies: [],
    evidence: evidenceOfAll(knowledge, knowledge.facts.filter((fact) => facts.includes(fact.id))),
    options: lettered(options),
  };
}
