import type { Fact } from "../knowledge/fact.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Evidence, Question } from "../questions/question.ts";
import { featuresOf, type Features } from "./similarity.ts";

/** What making questions needs at hand: the knowledge, what resembles what, and how often each entity was offered already. */
export interface Workshop { knowledge: Knowledge; features: Features; seed: string; offered: Map<string, number> }

export function openWorkshop(knowledge: Knowledge, seed: string): Workshop {
  return { knowledge, features: featuresOf(knowledge), seed, offered: new Map() };
}

/** The parts that every generated question has, whatever its kind. */
export function commonParts({ knowledge }: Workshop, fact: Fact, id: string): Pick<Question, "schema" | "id" | "facts" | "incident" | "relation" | "topic" | "evidence" | "enemies"> {
  return {
    schema: 1, id, facts: [fact.id], incident: fact.incident, relation: fact.relation,
    topic: knowledge.topics.get(fact.incident)?.[0] ?? "claims", evidence: evidenceOf(knowledge, fact), enemies: [],
  };
}

export function evidenceOf(knowledge: Knowledge, fact: Fact): Evidence[] {
  return fact.evidence.flatMap(({ source, quote, record }) => {
    const from = knowledge.sources.get(`${fact.incident} ${source}`);
    return from ? [{ fact: fact.id, quote, ...(record ? { record } : {}), source: { publisher: from.publisher, title: from.title, published: from.published, url: from.url } }] : [];
  });
}

/** The evidence of several facts, each quotation once. */
export function evidenceOfAll(knowledge: Knowledge, facts: readonly Fact[]): Evidence[] {
  const evidence = new Map(facts.flatMap((fact) => evidenceOf(knowledge, fact)).map((each) => [`${each.quote} ${each.source.url}`, each]));
  return [...evidence.values()];
}
