import { pick, randomFrom, type Random } from "../../src/lib/random.ts";
import { namer, PLATFORMS, relationText, TACTICS } from "./bundle-words.ts";

export interface BundleObject { type: string; id: string; name?: string; relationship_type?: string; source_ref?: string; target_ref?: string; [field: string]: unknown }
export interface Wish { groups?: number; software?: number; techniques?: number; campaigns?: number; mitigations?: number; relationships?: number; seed?: string }

const OWNER = "identity--00000000-0000-4000-8000-000000000001";
const MARKING = "marking-definition--00000000-0000-4000-8000-000000000002";
const DAY = "T14:00:00.000Z";

/**
 * An invented STIX 2.1 bundle that is built like ATT&CK's and, by default, as large: the same wish gives the same bundle. Of the relationships about 73 % are uses,
 * 9 % mitigates, the rest subtechnique-of, attributed-to, revoked-by and detects (which nobody here reads). A few objects are revoked, deprecated or of unknown types.
 */
export function makeBundle({ groups = 170, software = 780, techniques = 690, campaigns = 50, mitigations = 44, relationships = 22_000, seed = "bundle" }: Wish = {}): { type: "bundle"; id: string; objects: BundleObject[] } {
  const random = randomFrom(seed);
  const name = namer(random);
  const make = (type: string, title: string, path: string, more: object): BundleObject => {
    const url = `https://bundle.example/${path}/${title.toLowerCase().replaceAll(" ", "-")}`;
    return {
      type, spec_version: "2.1", id: `${type}--${uuid(random)}`, created: `20${17 + Math.floor(random() * 5)}-05-31${DAY}`, modified: `2025-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}${DAY}`, created_by_ref: OWNER,
      name: title, description: `[${title}](${url}) is something that was invented for tests and that nobody has met.(Citation: Invented Report 1) [${title}](${url}) has been active since 2014.`,
      object_marking_refs: [MARKING], external_references: [{ source_name: "bundle", url, external_id: title.slice(0, 6) }, { source_name: "Invented Report 1", description: "Nobody. (2020). A report.", url: "https://reports.example/1" }],
      x_mitre_version: "1.0", x_mitre_attack_spec_version: "3.2.0", x_mitre_domains: ["test-attack"], revoked: false, x_mitre_deprecated: false, ...more,
    };
  };
  const times = (count: number, one: (index: number) => BundleObject) => Array.from({ length: count }, (_, index) => one(index));
  const aliased = (title: string) => [title, ...Array.from({ length: Math.floor(random() * 4) }, name.word)];

  const intrusions = times(groups, () => { const title = name.group(); return make("intrusion-set", title, "groups", { aliases: aliased(title) }); });
  const programs = times(software, (index) => { const title = name.word(); return make(index % 9 === 0 ? "tool" : "malware", title, "software", { x_mitre_aliases: aliased(title), x_mitre_platforms: some(PLATFORMS, random), is_family: true }); });
  const whole = Math.ceil(techniques / 3);
  const patterns = times(techniques, (index) => make("attack-pattern", index < whole ? name.technique() : name.part(), "techniques", {
    kill_chain_phases: some(TACTICS, random).map((phase_name) => ({ kill_chain_name: "test-attack", phase_name })), x_mitre_is_subtechnique: index >= whole, x_mitre_platforms: some(PLATFORMS, random),
  }));
  const raids = times(campaigns, (index) => { const title = `Operation ${name.word()}`; return make("campaign", title, "campaigns", { aliases: [title], first_seen: `20${10 + (index % 15)}-${index % 12 < 9 ? "0" : ""}${1 + (index % 12)}-01T05:00:00.000Z`, last_seen: `2025-01-01${DAY}` }); });
  const measures = times(mitigations, () => make("course-of-action", name.measure(), "mitigations", {}));
  const strategies = times(techniques, (index) => make("x-mitre-detection-strategy", `Detection ${index}`, "detections", {}));
  const gone = times(Math.ceil(groups / 10), (index) => { const title = name.group(); return make("intrusion-set", title, "groups", index % 2 === 0 ? { revoked: true } : { x_mitre_deprecated: true }); });

  const seen = new Set<string>();
  const links: BundleObject[] = [];
  const link = (kind: string, source: BundleObject, target: BundleObject, verb: string) => {
    const key = `${kind} ${source.id} ${target.id}`;
    if (seen.has(key)) return;
    seen.add(key);
    const title = ({ name: words, external_references }: BundleObject) => `[${words}](${(external_references as { url: string }[])[0]!.url})`;
    links.push({
      type: "relationship", spec_version: "2.1", id: `relationship--${uuid(random)}`, created: `2021-03-04${DAY}`, modified: `2025-04-16${DAY}`, created_by_ref: OWNER, object_marking_refs: [MARKING], revoked: false, x_mitre_deprecated: false,
      relationship_type: kind, source_ref: source.id, target_ref: target.id, description: relationText(random, title(source), verb, title(target), links.length),
      external_references: [{ source_name: `Invented Report ${links.length}`, description: "Nobody. (2020). A report that was invented.", url: `https://reports.example/${links.length}` }], x_mitre_attack_spec_version: "3.2.0",
    });
  };
  patterns.slice(whole).forEach((pattern, index) => link("subtechnique-of", pattern, patterns[index % whole]!, "been part of"));
  raids.forEach((raid, index) => { if (index % 2 === 0) link("attributed-to", raid, intrusions[index % groups]!, "been laid at the door of"); });
  gone.forEach((object, index) => { link("revoked-by", object, intrusions[index % groups]!, "become"); link("uses", object, programs[index % software]!, "used"); });
  const [anyUser, anyProgram, anyPattern, anyMeasure] = [[...intrusions, ...raids], programs, patterns, measures].map((objects) => byPowerLaw(objects, random));
  const until = (share: number, one: () => void) => { for (let tries = 0, goal = links.length + Math.round(relationships * share); links.length < goal && tries < relationships * 4; tries++) one(); };
  until(0.26, () => link("uses", anyUser!(), anyPattern!(), "used"));
  until(0.05, () => link("uses", anyUser!(), anyProgram!(), "used"));
  until(0.42, () => link("uses", anyProgram!(), anyPattern!(), "used"));
  until(0.087, () => link("mitigates", anyMeasure!(), anyPattern!(), "helped against"));
  until(Math.max(0, 1 - links.length / relationships), () => link("detects", pick(strategies, random)!, anyPattern!(), "shown"));

  const owner = { type: "identity", spec_version: "2.1", id: OWNER, created: `2017-06-01${DAY}`, modified: `2017-06-01${DAY}`, name: "The Bundle Corporation", identity_class: "organization" };
  const marking = { type: "marking-definition", spec_version: "2.1", id: MARKING, created: `2017-06-01${DAY}`, definition_type: "statement", definition: { statement: "Invented." } };
  const collection = { ...make("x-mitre-collection", "Test ATT&CK", "versions", {}), x_mitre_version: "7.1", modified: `2025-11-13${DAY}`, description: "The Test ATT&CK collection holds groups, software and techniques that were invented for tests." };
  return { type: "bundle", id: `bundle--${uuid(random)}`, objects: [collection, owner, marking, ...intrusions, ...gone, ...programs, ...patterns, ...raids, ...measures, ...strategies, ...links] };
}

/** One is drawn far more often than most: the k-th in proportion to 1/k^0.8. */
function byPowerLaw<T>(items: readonly T[], random: Random): () => T {
  const sums: number[] = [];
  items.forEach((_, index) => sums.push((sums.at(-1) ?? 0) + 1 / (index + 1) ** 0.8));
  return () => {
    const drawn = random() * sums.at(-1)!;
    let [low, high] = [0, items.length - 1];
    while (low < high) { const middle = (low + high) >> 1; if (sums[middle]! < drawn) low = middle + 1; else high = middle; }
    return items[low]!;
  };
}

function some<T>(items: readonly T[], random: Random): T[] {
  const first = Math.floor(random() * items.length);
  return items.slice(first, first + (random() < 0.35 ? 2 : 1));
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 32).toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
