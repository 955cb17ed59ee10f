import { areRelated } from "../../knowledge/bans.ts";
import type { Entity } from "../../knowledge/entity.ts";
import type { Knowledge } from "../../knowledge/knowledge.ts";
import { foldName, namesOf } from "../../knowledge/names.ts";
import type { LintContext } from "./finding.ts";
import { remembered } from "./memory.ts";

/** What the linter may know of the world, out of entities and facts. A name that two things share tells nothing. Made once, for many questions. */
export function contextOf(knowledge: Knowledge): LintContext {
  const facts = new Map(knowledge.facts.map((fact) => [fact.id, { modality: fact.modality, sources: sourceNames(knowledge, fact.asserted_by) }]));
  const named = remembered(20_000, 400, (text): { entity?: Entity; kind?: string; names: readonly string[] } => {
    const [id, other] = knowledge.byName.get(foldName(text)) ?? [];
    const entity = other === undefined ? knowledge.entities.get(id ?? "") : undefined;
    return entity ? { entity, kind: classNameOf(entity), names: namesOf(entity) } : { names: [] };
  });
  return {
    names: knowledge.byName,
    classOf: (text) => named(text).kind,
    aliasesOf: (text) => named(text).names,
    partOf: (part, whole) => { const [a, b] = [named(part).entity, named(whole).entity]; return a !== undefined && b !== undefined && a !== b && areRelated(knowledge, a, b); },
    modalityOf: (fact) => facts.get(fact)?.modality,
    sourceNamesOf: (fact) => facts.get(fact)?.sources ?? [],
  };
}

function sourceNames({ entities }: Knowledge, id: string): readonly string[] {
  const source = entities.get(id);
  return source ? namesOf(source) : [];
}

function classNameOf({ type, class: kind }: Entity): string {
  return kind === undefined ? type : `${type}, ${kind}`;
}
