import { capitalise } from "../../lib/text.ts";
import { formatValue, isEntityObject, type Fact } from "../knowledge/fact.ts";
import { entityOf, type Knowledge } from "../knowledge/knowledge.ts";
import { wordsFor } from "../knowledge/relation.ts";
import { isScoped } from "./stems.ts";
import { according, fill, fillInside } from "./wording.ts";

/**
 * A fact as a sentence for reading, in the words of its relation. What is not plainly asserted always names who says so, and what is denied says who denies it;
 * where the vocabulary has no words that fit, the bare terms are given. Entities and incidents that the fact speaks of must be in the knowledge.
 * @throws Error where one of them is not
 */
export function tell(knowledge: Knowledge, fact: Fact): string {
  const relation = knowledge.relations.get(fact.relation);
  const truth = relation ? wordsFor(relation, fact).truth : undefined;
  const told = truth && (fact.polarity === "negative" ? denied(knowledge, truth, fact) : isScoped(fact, truth) ? fill(knowledge, truth, fact) : scoped(knowledge, truth, fact));
  return told ?? (fact.polarity === "negative" ? notSo(knowledge, fact) : `${capitalise(according(knowledge, fact))}: ${terms(knowledge, fact)}.`);
}

function scoped(knowledge: Knowledge, truth: string, fact: Fact): string | undefined {
  const inside = fillInside(knowledge, truth, fact);
  return inside && `${capitalise(according(knowledge, fact))}, ${inside}`;
}

const ACCORDING = /\{according\},? ?/;

/** A sentence that begins with who says so can be turned; one in which they act ("{by} named ...") cannot. */
function denied(knowledge: Knowledge, truth: string, fact: Fact): string | undefined {
  const inside = truth.includes("{by}") ? undefined : fillInside(knowledge, truth.replace(ACCORDING, ""), fact);
  return inside && `${capitalise(according(knowledge, fact))}, it was not so that ${inside}`;
}

function notSo(knowledge: Knowledge, fact: Fact): string {
  return `${entityOf(knowledge, fact.asserted_by).title} said that this was not so: ${terms(knowledge, fact)}.`;
}

function terms(knowledge: Knowledge, { subject, relation, object }: Fact): string {
  return [entityOf(knowledge, subject).name, relation.replaceAll("-", " "), isEntityObject(object) ? entityOf(knowledge, object).name : formatValue(object)].join(" ");
}
