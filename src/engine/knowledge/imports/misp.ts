import type { Entity } from "../entity.ts";
import type { Fact } from "../fact.ts";
import { asOnPage, cleanName } from "./clean-text.ts";
import { ImportRefused } from "./complaints.ts";
import { tally, type Imported, type LeftOut, type Naming } from "./imported.ts";
import { GALAXIES, readGalaxy, type Cluster, type Galaxy } from "./misp-clusters.ts";
import { saidBy } from "./misp-facts.ts";
import { withVersion } from "./naming.ts";
import { markOverlaps, nearPlacesAndSectors, sharedNames } from "./overlaps.ts";
import { aboutSentence } from "./sentences.ts";
import { aliasesOf } from "./stix-entities.ts";
import { collectionOf } from "./stix.ts";

/** Clusters that stand for nobody in particular: "[Unnamed group]". */
const NOBODY = /^\[.*\]$/;

/** Each is compared with each. */
const MOST_OBJECTS = 1000;

/**
 * A cluster file of a MISP galaxy (https://github.com/MISP/misp-galaxy) as a collection. Such a file has a version, but no date: `given.date` is the day on which it was taken.
 * @throws ImportRefused when it is malformed, is of a galaxy that is not read, or gives no fact, and without a date.
 */
export function readMisp(text: string, given: Naming): Imported {
  const galaxy = readGalaxy(text);
  if (given.date === undefined) throw new ImportRefused(["a MISP galaxy has no date: give the day on which you took it with --date"]);
  const name = cleanName(given.name ?? `the MISP ${galaxy.type} galaxy`);
  const named = { ...withVersion(name, cleanName(given.version ?? galaxy.version)), date: given.date, url: undefined, about: galaxy.description };
  const clusters = galaxy.values.filter(({ value }) => !NOBODY.test(value));
  const entities = new Map(clusters.map((cluster) => [cluster.uuid, entityOf(cluster, galaxy)]));
  const said = clusters.map((cluster) => saidBy(cluster, entities.get(cluster.uuid)!, named.id));
  const isAnyOpen = said.some(({ isOpen }) => isOpen);
  const facts = said.flatMap((each) => openWhereUnknown(each.facts, each.isOpen, isAnyOpen));
  if (facts.length === 0) throw new ImportRefused(["no cluster in it says a country, a sponsor or a target, so there is nothing that could be asked"]);

  const objects = new Map(said.flatMap((each) => each.objects.map((object) => [object.id, object] as const)));
  if (objects.size > MOST_OBJECTS) throw new ImportRefused([`its clusters name ${objects.size} different victims, places and sectors, far more than the ${MOST_OBJECTS} that are read`]);
  for (const { subject, object, relation } of facts) if (relation === "originates-from") ownerOf(entities, subject).country = object as string;
  const { similar, counts } = linksOf(clusters, entities);
  const all = [...entities.values(), ...objects.values()];
  markOverlaps([...similar, ...sharedNames(all), ...nearPlacesAndSectors([...objects.values()])]);
  const unnamed = galaxy.values.filter(({ value }) => NOBODY.test(value)).map(() => "unnamed");
  return collectionOf(named, all, facts, [pageOf(galaxy, named)], { ...NOTHING, ...counts, repeated: galaxy.repeated, types: tally(unnamed) });
}

const NOTHING: LeftOut = { revoked: 0, deprecated: 0, toWithdrawn: 0, superseded: 0, repeated: 0, dangling: 0, toUnread: 0, toItself: 0, types: {}, relationships: {} };

function entityOf({ uuid, value, description, meta }: Cluster, { type }: Galaxy): Entity {
  const name = cleanName(value);
  const aliases = aliasesOf(name, [meta?.synonyms ?? []].flat());
  const about = description === undefined ? undefined : aboutSentence(asOnPage(description), [name, ...aliases]);
  const kind = GALAXIES[type]!;
  return { id: `${kind}-${uuid}`, type: kind, name, aliases, overlaps: [], ...(about !== undefined && { about }) };
}

/** A list is promised to be closed only where nothing can be missing: the targets of one who has open ones, and who aims at a target when anybody has. */
function openWhereUnknown(facts: readonly Fact[], isOpen: boolean, isAnyOpen: boolean): Fact[] {
  return facts.map(({ complete, ...fact }) => {
    if (fact.relation !== "targets" || !isAnyOpen) return { ...fact, ...(complete && { complete }) };
    return isOpen ? fact : { ...fact, complete: "objects" };
  });
}

function ownerOf(entities: ReadonlyMap<string, Entity>, id: string): Entity {
  return entities.get(id.slice(-36))!;
}

/** Clusters that are said to be similar may be the same; other links are counted. */
function linksOf(clusters: readonly Cluster[], entities: ReadonlyMap<string, Entity>): { similar: [Entity, Entity][]; counts: Pick<LeftOut, "dangling" | "relationships"> } {
  const links = clusters.flatMap(({ uuid, related = [] }) => related.map((each) => ({ from: entities.get(uuid)!, to: entities.get(each["dest-uuid"]), type: cleanName(each.type) })));
  const [similar, others] = [true, false].map((is) => links.filter(({ type }) => SAME.has(type) === is)) as [typeof links, typeof links];
  return {
    similar: similar.flatMap(({ from, to }): [Entity, Entity][] => (to ? [[from, to]] : [])),
    counts: { dangling: similar.filter(({ to }) => !to).length, relationships: tally(others.map(({ type }) => type)) },
  };
}

const SAME = new Set(["similar", "overlaps"]);

/** The galaxies of the MISP project stand in its repository under their type. */
function pageOf({ name, type, source }: Galaxy, { id, date, name: title }: { id: string; date: string; name: string }): Imported["sources"][number] {
  return { id, publisher: cleanName(source), title: `${cleanName(name)}, ${title}`, published: date, url: `https://github.com/MISP/misp-galaxy/blob/main/clusters/${type}.json` };
}
