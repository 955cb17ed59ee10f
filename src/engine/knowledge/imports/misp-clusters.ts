import type { EntityType } from "../entity.ts";
import { complaints, ImportRefused, kindOf, quoted, type Complaints } from "./complaints.ts";
import { parseJson } from "./json-text.ts";
import { hasField, isKnownBy, isListOf, isName, isText, optional, type Rule } from "./rules.ts";

/** One entry of a galaxy; of the meta fields only those that are read. */
export interface Cluster {
  uuid: string; value: string; description?: string;
  meta?: Partial<Record<MetaField, string | string[]>>; related?: { "dest-uuid": string; type: string }[];
}
export interface Galaxy { type: string; name: string; source: string; version: string; description: string; values: Cluster[]; repeated: number }

type MetaField = (typeof META_FIELDS)[number];
const META_FIELDS = [
  "country", "cfr-suspected-state-sponsor", "cfr-suspected-victims", "suspected-victims", "cfr-target-category", "targeted-sector", "attribution-confidence", "synonyms",
] as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What the entries of each galaxy are. */
export const GALAXIES: Record<string, EntityType> = {
  "threat-actor": "threat-actor", "microsoft-activity-group": "threat-actor", "360net-threat-actor": "threat-actor",
  malpedia: "malware", ransomware: "malware", rat: "malware", banker: "malware", botnet: "malware", stealer: "malware", backdoor: "malware", tool: "tool",
};

/** Reads and checks a cluster file of a MISP galaxy. @throws ImportRefused with every reason */
export function readGalaxy(text: string): Galaxy {
  const data = parseJson(text);
  const galaxy = kindOf(data) === "an object" ? (data as Record<string, unknown>) : {};
  if (!Array.isArray(galaxy["values"])) throw new ImportRefused([`this is no cluster file of a MISP galaxy: it must be an object with a list named "values"${whatElse(galaxy)}`]);
  const problems = complaints();
  for (const [field, rule] of HEAD) { const reason = rule(galaxy[field]); if (reason !== undefined) problems.add(`${field} ${reason}`); }
  const clusters = galaxy["values"].filter((cluster: unknown, index): cluster is Cluster => isCluster(cluster, index, problems));
  const values = onceEach(clusters, problems);
  problems.end();
  const { type, name, source = "MISP Project", version = "", description = "" } = galaxy as Partial<Record<string, string | number>>;
  return { type: String(type), name: String(name), source: String(source), version: String(version), description: String(description), values, repeated: clusters.length - values.length };
}

const isVersion: Rule = (value) => (typeof value === "number" || typeof value === "string" ? undefined : `must be a number, not ${kindOf(value)}`);
const isUuid: Rule = (value) => (typeof value === "string" && UUID.test(value) ? undefined : `must be a UUID in small letters, not ${quoted(value)}`);
const isKnownType: Rule = (value) => (typeof value === "string" && Object.hasOwn(GALAXIES, value) ? undefined
  : `${quoted(value)} is none that is read here: ${Object.keys(GALAXIES).join(", ")}`);
const isLabel: Rule = (value) => (Array.isArray(value) ? isListOf(isKnownBy)(value) : isKnownBy(value));

const HEAD: [string, Rule][] = [["type", isKnownType], ["name", isName], ["source", optional(isName)], ["version", optional(isVersion)], ["description", optional(isText)]];
const META: [string, Rule][] = META_FIELDS.map((field) => [field, optional(isLabel)]);
const FIELDS: [string, Rule][] = [
  ["value", isName], ["uuid", isUuid], ["description", optional(isText)], ["related", optional(isListOf((value) => hasField("dest-uuid", isText)(value) ?? hasField("type", isName)(value)))],
  ["meta", optional((value) => (kindOf(value) === "an object" ? firstReason(META, value as Record<string, unknown>) : `must be an object, not ${kindOf(value)}`))],
];

function isCluster(value: unknown, index: number, { add }: Complaints): boolean {
  const cluster = kindOf(value) === "an object" ? (value as Record<string, unknown>) : undefined;
  if (!cluster) { add(`values[${index}] is ${kindOf(value)}, but must be an object`); return false; }
  let isRight = true;
  for (const [field, rule] of FIELDS) {
    const reason = rule(cluster[field]);
    if (reason !== undefined) { add(`values[${index}] (${quoted(cluster["value"])}): ${field} ${reason}`); isRight = false; }
  }
  return isRight;
}

function firstReason(rules: readonly [string, Rule][], object: Record<string, unknown>): string | undefined {
  for (const [field, rule] of rules) { const reason = rule(object[field]); if (reason !== undefined) return `says ${field}, which ${reason}`; }
  return undefined;
}

function onceEach(clusters: readonly Cluster[], { add }: Complaints): Cluster[] {
  const kept = new Map<string, Cluster>();
  for (const cluster of clusters) {
    const other = kept.get(cluster.uuid);
    if (other && JSON.stringify(other) !== JSON.stringify(cluster)) add(`the uuid ${cluster.uuid} is that of ${quoted(other.value)} and of ${quoted(cluster.value)}`);
    if (!other) kept.set(cluster.uuid, cluster);
  }
  return [...kept.values()];
}

function whatElse(galaxy: Record<string, unknown>): string {
  if (Object.hasOwn(galaxy, "objects")) return "; it looks like a STIX bundle: use `debrief import stix`";
  return Object.hasOwn(galaxy, "Event") || Object.hasOwn(galaxy, "Attribute") ? "; it is a MISP event, of which nothing is read" : "";
}
