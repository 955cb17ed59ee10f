import { randomFrom } from "../../lib/random.ts";
import { capitalise } from "../../lib/text.ts";
import type { Fact } from "../knowledge/fact.ts";
import { entityOf, relationOf } from "../knowledge/knowledge.ts";
import { namesSource } from "../knowledge/relation.ts";
import type { Proof, Question } from "../questions/question.ts";
import { chooseDistractors, keyOf } from "./distractors.ts";
import { repeatsWord } from "./leaks.ts";
import { difficultyOf } from "./similarity.ts";
import { explain } from "./single.ts";
import { fillInside } from "./wording.ts";
import { commonParts, type Workshop } from "./workshop.ts";

interface Statement { text: string; isTrue: boolean; proof?: Proof; why: string; likeness: number }

/** A statement that is the fact, or the fact with its object swapped for one that is proven false; never a "not". Half of them are true. */
export function trueFalseFrom(workshop: Workshop, fact: Fact): Question[] {
  const relation = relationOf(workshop.knowledge, fact);
  if (!keyOf(workshop.knowledge, fact, "object") || (fact.modality !== "asserted" && !namesSource(relation.truth))) return [];
  const statement = fact.polarity === "negative" ? denied(workshop, fact) : trueOrSwapped(workshop, fact);
  return statement ? [trueFalse(workshop, fact, statement)] : [];
}

/** What a negative fact denies is false by the source's own words (P3). */
function denied({ knowledge }: Workshop, fact: Fact): Statement | undefined {
  const text = fillInside(knowledge, relationOf(knowledge, fact).truth, fact);
  return text ? { text, isTrue: false, proof: "P3", likeness: 0.2, why: `${capitalise(entityOf(knowledge, fact.asserted_by).name)} said expressly that this was not so.` } : undefined;
}

function trueOrSwapped(workshop: Workshop, fact: Fact): Statement | undefined {
  const { knowledge, seed } = workshop;
  const { truth } = relationOf(knowledge, fact);
  const frame = fillInside(knowledge, truth, fact, { object: "" }) ?? "";
  const isTold = repeatsWord(frame, keyOf(knowledge, fact, "object")!.name, []);
  const [distractor] = isTold || fact.object === fact.asserted_by ? [] : chooseDistractors(workshop, fact, "object", frame, 1);
  if (!distractor || repeatsWord(frame, distractor.entity.name, [])) return undefined;
  const isTrue = randomFrom(`${seed} ${fact.id} true`)() < 0.5;
  const text = fillInside(knowledge, truth, fact, isTrue ? {} : { object: distractor.entity });
  if (!text) return undefined;
  const { proof, feedback, likeness } = distractor;
  return isTrue ? { text, isTrue, likeness, why: explain(workshop, fact) } : { text, isTrue, proof, likeness, why: feedback };
}

function trueFalse(workshop: Workshop, fact: Fact, { text, isTrue, proof, why, likeness }: Statement): Question {
  const option = (id: string, says: boolean) => ({ id, text: says ? "True" : "False", correct: says === isTrue, feedback: `The statement is ${isTrue ? "true" : "false"}. ${why}`, ...(says !== isTrue && proof ? { proof } : {}) });
  return {
    kind: "true_false", ...commonParts(workshop, fact, `${fact.id}.true-false`), asks: "object", level: relationOf(workshop.knowledge, fact).level,
    difficulty: difficultyOf([likeness]), stem: `True or false: ${text}`, explanation: isTrue || fact.polarity === "negative" ? why : explain(workshop, fact), options: [option("a", true), option("b", false)],
  };
}
