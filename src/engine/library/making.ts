import { decideQuestion, decisionsThatStand } from "../generation/decide.ts";
import { generate } from "../generation/generate.ts";
import type { Content } from "../knowledge/content.ts";
import { buildKnowledge, type Knowledge } from "../knowledge/knowledge.ts";
import type { Question } from "../questions/question.ts";

/** A library with all that is asked of it. `made` are the questions that facts give, `written` those of decide/. */
export interface Made { knowledge: Knowledge; made: Question[]; written: Question[] }

/** Every question of a library; `onFact` hears how many facts are done. */
export function makeQuestions(content: Content, onFact?: (done: number) => void): Made {
  const knowledge = buildKnowledge(content);
  return {
    knowledge, made: generate(knowledge, onFact ? { onFact } : {}),
    written: decisionsThatStand(knowledge, content.decide).map((each) => decideQuestion(knowledge, each)),
  };
}
