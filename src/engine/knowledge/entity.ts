import { z } from "zod";
import { id } from "./id.ts";
import { prose } from "./prose.ts";

/** STIX 2.1 names where STIX has one; from `role` on, the values that facts speak of. */
export const ENTITY_TYPES = [
  "intrusion-set", "threat-actor", "malware", "tool", "attack-pattern", "vulnerability", "identity", "location", "infrastructure", "event",
  "sector", "course-of-action", "role", "objective", "impact", "data-class", "category", "incident", "campaign", "collection",
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

const year = z.union([z.string(), z.number().int().transform(String)]).refine((text) => /^(?:19|20)\d\d$/.test(text), "write the year as 2017");

export const entitySchema = z.strictObject({
  id,
  type: z.enum(ENTITY_TYPES),
  /** As it stands in the middle of a sentence: "the NCSC". */
  name: prose(1, 200),
  aliases: z.array(z.string().trim().min(1)).default([]),
  class: z.enum(["person", "organisation", "group", "country", "city", "region", "armed", "mishap"]).optional(),
  country: id.optional(),
  sector: z.string().optional(),
  /** The branch in which alone it can be met, such as "health": far-fetched where an incident tells of nothing else from there. */
  setting: z.string().optional(),
  /** The year from which it could be met: never an option where something earlier is asked. */
  since: year.optional(),
  part_of: id.optional(),
  /** Never offered beside these: they may be the same, or share members. */
  overlaps: z.array(id).default([]),
  /** How it qualifies a noun: "Iranian". */
  adjective: z.string().optional(),
  /** One true sentence, shown when it was a wrong choice. */
  about: prose(1, 400).optional(),
});
export type Entity = z.infer<typeof entitySchema>;

const NOUNS: Record<EntityType, string> = {
  "intrusion-set": "group", "threat-actor": "attacker", malware: "malware", tool: "tool", "attack-pattern": "technique", vulnerability: "vulnerability",
  identity: "organisation", location: "place", infrastructure: "system", event: "event", sector: "sector", "course-of-action": "measure",
  role: "post", objective: "aim", impact: "effect", "data-class": "kind of data", category: "kind", incident: "incident", campaign: "campaign", collection: "data set",
};

const PLURALS: Record<string, string> = { malware: "malware families", "kind of data": "kinds of data", person: "people" };

/** "Which of these groups ...", "Which of these countries ..." */
export function nounsFor(entity: Entity): string {
  const noun = nounFor(entity);
  return PLURALS[noun] ?? (noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`);
}

/** The noun that asks for it: "Which group ...", "Which country ...". */
export function nounFor(entity: Entity): string {
  return entity.type === "location" || entity.class === "person" ? (entity.class ?? NOUNS[entity.type]) : NOUNS[entity.type];
}
