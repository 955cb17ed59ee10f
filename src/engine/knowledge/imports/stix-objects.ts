/** The parts of STIX 2.1 objects that are read, as checked by stix-checks.ts. */
export interface StixObject {
  type: string; id: string; created?: string; modified?: string; revoked?: boolean; x_mitre_deprecated?: boolean; created_by_ref?: string;
  name?: string; description?: string; aliases?: string[]; x_mitre_aliases?: string[]; external_references?: { url?: string }[];
  first_seen?: string; published?: string; kill_chain_phases?: { phase_name: string }[]; x_mitre_platforms?: string[]; x_mitre_version?: string;
  identity_class?: string; sectors?: string[]; country?: string; region?: string; city?: string;
}

export interface StixRelationship extends StixObject { relationship_type: string; source_ref: string; target_ref: string }

/** What each type of object becomes. */
export const ENTITY_TYPE_OF = {
  "intrusion-set": "intrusion-set", "threat-actor": "threat-actor", malware: "malware", tool: "tool", campaign: "campaign",
  "attack-pattern": "attack-pattern", "course-of-action": "course-of-action", identity: "identity", location: "location", vulnerability: "vulnerability", infrastructure: "infrastructure", "x-mitre-asset": "infrastructure",
} as const;

const ENTITY_TYPES_READ = new Set(Object.keys(ENTITY_TYPE_OF));

/** Objects that say what the bundle is. */
export const DESCRIBING_TYPES = ["x-mitre-collection", "report", "grouping"];

export function isEntityType(type: string): type is keyof typeof ENTITY_TYPE_OF {
  return ENTITY_TYPES_READ.has(type);
}

export function isRelationship(object: StixObject): object is StixRelationship {
  return object.type === "relationship";
}

/** The day of a timestamp. */
export function dayOf(timestamp: string): string {
  return timestamp.slice(0, 10);
}

/** The first address of a web page among the references. */
export function pageOf({ external_references }: StixObject): string | undefined {
  return external_references?.find(({ url }) => url !== undefined && isWebAddress(url))?.url;
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s"<>]+$/i.test(url) && url.length <= 2000 && URL.canParse(url);
}
