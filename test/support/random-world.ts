import fc from "fast-check";
import type { Entity, EntityType } from "../../src/engine/knowledge/entity.ts";
import type { Fact } from "../../src/engine/knowledge/fact.ts";
import { vocabularyRelations } from "./knowledge.ts";

const TYPES = ["intrusion-set", "malware", "attack-pattern", "location", "identity"] as const;
const PER_TYPE = 7;
const NAMES = ["Amber", "Basalt", "Cobalt", "Dolomite", "Ember", "Flint", "Granite"];
const RELATIONS = ["uses", "targets", "attributed-to", "originates-from", "spread-by", "exploits", "hijacked-tools-of", "variant-of", "began-with", "has-impact", "part-of", "disclosed-by"];

export const relations = vocabularyRelations();

const entities = fc.tuple(fc.array(fc.tuple(fc.nat(34), fc.nat(34)), { maxLength: 5 }), fc.array(fc.tuple(fc.nat(34), fc.nat(34)), { maxLength: 5 }), fc.array(fc.tuple(fc.nat(34), fc.nat(34)), { maxLength: 4 }))
  .map(([overlaps, parts, aliases]) => {
    const all = TYPES.flatMap((type) => Array.from({ length: PER_TYPE }, (_, i): Entity => ({ id: `${type}-${i}`, type, name: `${NAMES[i]!} ${type === "malware" ? "Worm" : type.slice(0, 3)}`, aliases: [], overlaps: [] })));
    for (const [a, b] of overlaps) if (a !== b) all[a]!.overlaps.push(all[b]!.id);
    for (const [a, b] of parts) if (a !== b) all[a]!.part_of = all[b]!.id;
    for (const [a, b] of aliases) if (a !== b) all[a]!.aliases.push(all[b]!.name);
    return all;
  });

const fact = fc.record({
  relation: fc.constantFrom(...RELATIONS), subject: fc.nat(PER_TYPE), object: fc.nat(PER_TYPE - 1), from: fc.nat(9), to: fc.nat(9), incident: fc.nat(2), isDenied: fc.boolean(), by: fc.nat(2),
  modality: fc.constantFrom("asserted", "assessed", "alleged"), complete: fc.constantFrom("objects", "subjects", "both", undefined),
});

/** Small worlds with things that overlap, lie within each other and share names, and facts of many relations, denied ones and contested ones among them. */
export const worlds = fc.tuple(entities, fc.array(fact, { minLength: 3, maxLength: 60 })).map(([things, drafts]) => {
  const incidents = [0, 1, 2].map((i) => ({ id: `incident-${i}`, label: `the affair number ${i}`, topics: ["attribution"], sources: [{ id: "press", publisher: "The Press", title: "A title", published: "2019", url: "https://press.example/" }] }));
  const facts = drafts.flatMap((draft, index): Fact[] => {
    const relation = relations.find(({ id }) => id === draft.relation)!;
    const among = (types: readonly string[], place: number): string | undefined => {
      const usable = [...TYPES, "incident" as const].filter((type) => types.includes(type));
      const type: EntityType | undefined = usable[place % usable.length];
      return type && (type === "incident" ? `incident-${draft.incident}` : `${type}-${(place === draft.from ? draft.subject : draft.object) % PER_TYPE}`);
    };
    const [subject, object] = [among(relation.domain, draft.from), among(relation.range, draft.to)];
    if (!subject || !object || subject === object) return [];
    return [{
      id: `fact-${index}`, incident: `incident-${draft.incident}`, subject, object, relation: draft.relation, polarity: draft.isDenied && index % 5 === 0 ? "negative" : "positive", modality: draft.modality,
      asserted_by: `identity-${draft.by}`, evidence: [{ source: "press", quote: "a quotation" }], ...(draft.complete ? { complete: draft.complete } : {}),
    }];
  });
  return { entities: things, facts, incidents };
});
