import { areDisjoint, formatEdtf, parseEdtf, type Span } from "../../lib/edtf.ts";
import { capitalise } from "../../lib/text.ts";
import { randomFrom, shuffled } from "../../lib/random.ts";
import { isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf } from "../knowledge/knowledge.ts";
import type { Relation } from "../knowledge/relation.ts";
import type { Question } from "../questions/question.ts";
import { letter } from "./single.ts";
import { commonParts, evidenceOfAll, type Workshop } from "./workshop.ts";

const LENGTH = 4;
const FEWEST = 3;
interface Dated { fact: Fact; name: string; span: Span; words: string }

/** Incidents to be put in order: any two of them have no day in common (P5), and no name gives its year away. */
export function orderingsFrom(workshop: Workshop, relation: Relation): Question[] {
  if (!relation.order) return [];
  const { prompt } = relation.order;
  const questions: Question[] = [];
  let left = datedFacts(workshop, relation);
  while (left.length >= FEWEST) {
    const chosen = disjoint(left);
    if (chosen.length < FEWEST) break;
    questions.push(ordering(workshop, relation, prompt, chosen, questions.length + 1));
    left = left.filter((each) => !chosen.includes(each));
  }
  return questions;
}

function datedFacts({ knowledge, seed }: Workshop, relation: Relation): Dated[] {
  const dated = knowledge.facts.filter((fact) => fact.relation === relation.id && fact.polarity === "positive" && fact.modality === "asserted").flatMap((fact) => {
    if (isEntityObject(fact.object) || !("date" in fact.object)) return [];
    const name = capitalise(entityOf(knowledge, fact.subject).name);
    return /\b(19|20)\d\d\b/.test(name) ? [] : [{ fact, name, span: parseEdtf(fact.object.date)!, words: formatEdtf(fact.object.date) }];
  });
  return shuffled(dated, randomFrom(`${seed} ${relation.id} ordering`));
}

function disjoint(dated: readonly Dated[]): Dated[] {
  const chosen: Dated[] = [];
  for (const each of dated) {
    if (chosen.length < LENGTH && chosen.every(({ span, fact }) => areDisjoint(span, each.span) && fact.subject !== each.fact.subject)) chosen.push(each);
  }
  return chosen;
}

function ordering(workshop: Workshop, relation: Relation, prompt: string, chosen: readonly Dated[], number: number): Question {
  const inOrder = [...chosen].sort((a, b) => (a.span.from < b.span.from ? -1 : 1));
  const { incident: _, ...common } = commonParts(workshop, inOrder[0]!.fact, `${relation.id}.ordering-${number}`);
  return {
    kind: "ordering", ...common, facts: inOrder.map(({ fact }) => fact.id), evidence: evidenceOfAll(workshop.knowledge, inOrder.map(({ fact }) => fact)),
    level: relation.level, difficulty: "medium", stem: prompt, explanation: inOrder.map(({ name, words }) => `${name}: ${words}.`).join(" "),
    sequence: inOrder.map(({ name, words }, place) => ({ id: hidden(number, place), text: name, feedback: `${capitalise(words)}.` })),
  };
}

/** Ids that do not give the order away: letters dealt by the question's own number. */
function hidden(number: number, place: number): string {
  return shuffled(Array.from({ length: LENGTH }, (_, i) => letter(i)), randomFrom(`order ${number}`))[place]!;
}
