import type * as Yaml from "yaml";
import type { Pack } from "../engine/library/packs/pack.ts";
import { decisionForFile, incidentForFile } from "../engine/library/packs/writing.ts";
import { isEntityObject } from "../engine/knowledge/fact.ts";
import { parseContent, type Content } from "../engine/knowledge/content.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import { onDemand } from "../lib/on-demand.ts";
import { listAllContentFiles } from "../storage/content-files.ts";

const yaml = onDemand<typeof Yaml>("yaml");

/** A pack as content, checked against the vocabulary here: `known` are the entities that the installation has under ids that the pack names. @throws ContentRefused */
export function contentOfPack({ incident, entities, decide }: Pack, known: ReadonlyMap<string, Entity>, contentDir: string): Content {
  const all = [...incident.entities, ...entities];
  const brought = all.filter(({ id }) => !known.has(id));
  const ids = new Set([...known.keys(), ...brought.map(({ id }) => id), incident.id]);
  const files = [
    ...listAllContentFiles(contentDir).filter(({ name }) => name.startsWith("vocabulary/")),
    { name: "entities/known.yaml", text: yaml().stringify([...known.values()].map((entity) => ({ ...entity, country: undefined, part_of: undefined, overlaps: [] }))) },
    { name: "incidents/pack.yaml", text: yaml().stringify(incidentForFile({ ...incident, entities: brought.map((entity) => ({ ...entity, overlaps: entity.overlaps.filter((id) => ids.has(id)) })) }), { aliasDuplicateObjects: false }) },
    { name: "decide/pack.yaml", text: yaml().stringify(decide.map(decisionForFile)) },
  ];
  return parseContent(files);
}

/** Every id of an entity that a pack names. */
export function idsNamedIn({ incident, entities }: Pack): string[] {
  const all = [...incident.entities, ...entities];
  const spoken = incident.facts.flatMap(({ subject, object, asserted_by }) => [subject, asserted_by, ...(isEntityObject(object) ? [object] : [])]);
  return [...new Set([...spoken, ...all.flatMap(({ id, country, part_of, overlaps }) => [id, country, part_of, ...overlaps])])].filter((id): id is string => id !== undefined);
}
