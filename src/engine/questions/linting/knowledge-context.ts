import { fold } from "../../../lib/text.ts";
import { areRelated, namesOf } from "../../knowledge/bans.ts";
import type { Entity } from "../../knowledge/entity.ts";
import { entityOf, type Knowledge } from "../../knowledge/knowledge.ts";
import type { LintContext } from "./finding.ts";

/** What the linter may know of the world, out of entities and facts. A name that two kinds of things share tells nothing of its class. */
export function contextOf(knowledge: Knowledge): LintContext {
  const known = new Map<string, Entity[]>();
  for (const entity of knowledge.entities.values()) for (const name of namesOf(entity)) known.set(bare(name), [...(known.get(bare(name)) ?? []), entity]);
  const facts = new Map(knowledge.facts.map((fact) => [fact.id, fact]));
  const only = (text: string) => { const named = known.get(bare(text)); return named?.length === 1 ? named[0] : undefined; };
  return {
    names: new Set(known.keys()),
    classOf: (text) => { const entity = only(text); return entity && `${entity.type} ${entity.class ?? ""}`; },
    aliasesOf: (text) => { const entity = only(text); return entity ? namesOf(entity) : []; },
    partOf: (part, whole) => { const [a, b] = [only(part), only(whole)]; return a !== undefined && b !== undefined && a !== b && areRelated(knowledge, a, b); },
    modalityOf: (fact) => facts.get(fact)?.modality,
    sourceNamesOf: (id) => { const fact = facts.get(id); return fact ? namesOf(entityOf(knowledge, fact.asserted_by)) : []; },
  };
}

function bare(name: string): string {
  return fold(name).replace(/^(?:the|an?) /, "");
}
