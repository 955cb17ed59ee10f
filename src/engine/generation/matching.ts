import { capitalise } from "../../lib/text.ts";
import { randomFrom, shuffled } from "../../lib/random.ts";
import { areRelated } from "../knowledge/bans.ts";
import type { Entity } from "../knowledge/entity.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, type Knowledge } from "../knowledge/knowledge.ts";
import { proveObjectFalse } from "../knowledge/proofs.ts";
import type { Relation } from "../knowledge/relation.ts";
import type { Question } from "../questions/question.ts";
import { namesKey } from "./leaks.ts";
import { explain, letter } from "./single.ts";
import { commonParts, evidenceOfAll, type Workshop } from "./workshop.ts";

const PAIRS = 3;

/** Pairs of a relation over several incidents, with one response to spare. Every response is proven false for every other premise. */
export function matchingsFrom(workshop: Workshop, relation: Relation): Question[] {
  if (!relation.match) return [];
  const questions: Question[] = [];
  let left = usable(workshop, relation);
  while (left.length > PAIRS) {
    const chosen = apart(workshop, left);
    if (chosen.length <= PAIRS) break;
    questions.push(matching(workshop, relation, relation.match.prompt, chosen, questions.length + 1));
    left = left.filter((fact) => !chosen.slice(0, PAIRS).includes(fact));
  }
  return questions;
}

/** Positive facts whose premise does not name its response, in an order that the seed decides. */
function usable({ knowledge, seed }: Workshop, relation: Relation): Fact[] {
  const facts = knowledge.facts.filter((fact) => fact.relation === relation.id && fact.polarity === "positive" && isEntityObject(fact.object) && !namesKey(entityOf(knowledge, fact.subject).name, objectOf(knowledge, fact)));
  return shuffled(facts, randomFrom(`${seed} ${relation.id} matching`));
}

/** The first few facts, one type of object, that cannot be mixed up: the last of them lends the spare response. */
function apart({ knowledge }: Workshop, facts: readonly Fact[]): Fact[] {
  const chosen: Fact[] = [];
  for (const fact of facts) {
    if (chosen.length <= PAIRS && chosen.every((other) => canStandBeside(knowledge, fact, other))) chosen.push(fact);
  }
  return chosen;
}

function canStandBeside(knowledge: Knowledge, a: Fact, b: Fact): boolean {
  const [left, right] = [objectOf(knowledge, a), objectOf(knowledge, b)];
  const subjects = [entityOf(knowledge, a.subject), entityOf(knowledge, b.subject)] as const;
  return a.subject !== b.subject && subjects[0].type === subjects[1].type && left.type === right.type && !areRelated(knowledge, left, right)
    && proveObjectFalse(knowledge, a, right) !== undefined && proveObjectFalse(knowledge, b, left) !== undefined;
}

function objectOf(knowledge: Knowledge, fact: Fact): Entity {
  return entityOf(knowledge, fact.object as string);
}

function matching(workshop: Workshop, relation: Relation, prompt: string, facts: readonly Fact[], number: number): Question {
  const { knowledge } = workshop;
  const paired = facts.slice(0, PAIRS);
  const { incident: _, ...common } = commonParts(workshop, paired[0]!, `${relation.id}.matching-${number}`);
  return {
    kind: "matching", ...common, facts: paired.map(({ id }) => id), evidence: evidenceOfAll(knowledge, paired),
    level: relation.level, difficulty: "medium", stem: `${prompt} One of the matches is left over.`, explanation: paired.map((fact) => explain(workshop, fact)).join(" "),
    pairs: paired.map((fact, place) => ({ id: letter(place), premise: premise(knowledge, fact), response: capitalise(objectOf(knowledge, fact).name), feedback: explain(workshop, fact) })),
    responses: facts.map((fact) => capitalise(objectOf(knowledge, fact).name)).sort((a, b) => a.localeCompare(b, "en")),
  };
}

/** What is not plainly asserted carries its source. */
function premise(knowledge: Knowledge, fact: Fact): string {
  const name = capitalise(entityOf(knowledge, fact.subject).name);
  return fact.modality === "asserted" ? name : `${name} (according to ${entityOf(knowledge, fact.asserted_by).name})`;
}
