import { fold } from "../../../lib/text.ts";
import { areRelated, namesOf } from "../../knowledge/bans.ts";
import type { Entity } from "../../knowledge/entity.ts";
import { entityOf, type Knowledge } from "../../knowledge/knowledge.ts";
import type { LintContext } from "./finding.ts";
import { remembered } from "./memory.ts";

/** What the linter may know of the world, out of entities and facts. A name that two things share tells nothing. Made once, for many questions. */
export function contextOf(knowledge: Knowledge): LintContext {
  const known = entitiesByName(knowledge);
  const facts = new Map(knowledge.facts.map((fact) => [fact.id, { modality: fact.modality, sources: namesOf(entityOf(knowledge, fact.asserted_by)) }]));
  const named = remembered(20_000, 400, (text): { entity?: Entity; names: readonly string[] } => {
    const [entity, other] = known.get(bare(text)) ?? [];
    return entity && !other ? { entity, names: namesOf(entity) } : { names: [] };
  });
  const isRelated = rememberedPairs((a, b) => areRelated(knowledge, a, b));
  return {
    names: new Set(known.keys()),
    classOf: (text) => { const { entity } = named(text); return entity && classNameOf(entity); },
    aliasesOf: (text) => named(text).names,
    partOf: (part, whole) => { const [a, b] = [named(part).entity, named(whole).entity]; return a !== undefined && b !== undefined && a !== b && isRelated(a, b); },
    modalityOf: (fact) => facts.get(fact)?.modality,
    sourceNamesOf: (fact) => facts.get(fact)?.sources ?? [],
  };
}

function entitiesByName(knowledge: Knowledge): Map<string, Entity[]> {
  const known = new Map<string, Entity[]>();
  for (const entity of knowledge.entities.values()) {
    for (const name of new Set(namesOf(entity).map(bare))) known.set(name, [...(known.get(name) ?? []), entity]);
  }
  return known;
}

function classNameOf({ type, class: kind }: Entity): string {
  return kind === undefined ? type : `${type}, ${kind}`;
}

function rememberedPairs(judge: (a: Entity, b: Entity) => boolean): (a: Entity, b: Entity) => boolean {
  const known = new Map<Entity, Map<Entity, boolean>>();
  return (a, b) => {
    const row = known.get(a) ?? new Map<Entity, boolean>();
    const before = row.get(b);
    if (before !== undefined) return before;
    const answer = judge(a, b);
    known.set(a, row.set(b, answer));
    return answer;
  };
}

function bare(name: string): string {
  return fold(name).replace(/^(?:the|an?) /, "");
}
