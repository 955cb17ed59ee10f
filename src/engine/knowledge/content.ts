import { z } from "zod";
import { checkReferences, type Located } from "./content-checks.ts";
import { readYaml, type YamlFile } from "./content-yaml.ts";
import { entitySchema, type Entity } from "./entity.ts";
import type { Fact } from "./fact.ts";
import { decideSchema, incidentSchema, mechanismSchema, topicSchema, type DecideFile, type IncidentFile, type Mechanism, type Topic } from "./incident.ts";
import { pathSchema, type Path } from "../library/paths.ts";
import { nameListSchema, type NameList } from "./name-lists.ts";
import { relationSchema, type Relation } from "./relation.ts";
import { withStanding } from "./standing.ts";

export interface ContentFile { name: string; text: string }

/** All that a folder of content says, checked. */
export interface Content {
  relations: Relation[]; topics: Topic[]; mechanisms: Mechanism[]; entities: Entity[]; incidents: IncidentFile[]; decide: DecideFile[]; facts: Fact[]; names: NameList[]; paths: Path[];
  /** The name of the file that an entity, an incident or a decision stands in, by its id. */
  files: ReadonlyMap<string, string>;
}

export const CONTENT_FOLDERS = ["vocabulary/relations", "vocabulary/topics", "vocabulary/mechanisms", "entities/", "incidents/", "decide/", "names/", "paths/"];

/** One line per thing that is wrong: `incidents/2019-x.yaml:14: reason`. */
export class ContentRefused extends Error {
  override name = "ContentRefused";
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The content cannot be loaded:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/**
 * Reads the files of a content folder (docs/formats/incident.md); `name` is the path inside the folder.
 * @throws ContentRefused with file, line and reason for everything that is wrong.
 */
export function parseContent(files: readonly ContentFile[]): Content {
  const problems: string[] = [];
  const read = <T>(folder: string, schema: z.ZodType<T>) => files.filter(({ name }) => name.startsWith(folder)).flatMap((file) => {
    const result = readYaml(file, schema);
    problems.push(...result.problems);
    return result.value === undefined ? [] : [{ file: result.file, value: result.value }];
  });

  const strays = files.filter(({ name }) => !CONTENT_FOLDERS.some((folder) => name.startsWith(folder)));
  problems.push(...strays.map(({ name }) => `${name}:1: no folder of content has this name; use ${CONTENT_FOLDERS.join(", ")}`));
  const relations = read("vocabulary/relations", z.array(relationSchema));
  const topics = read("vocabulary/topics", z.array(topicSchema));
  const mechanisms = read("vocabulary/mechanisms", z.array(mechanismSchema));
  const shared = read("entities/", z.array(entitySchema));
  const incidents = read("incidents/", incidentSchema);
  const decide = read("decide/", z.array(decideSchema));
  const names = read("names/", nameListSchema);
  const paths = read("paths/", pathSchema).map(({ file, value }): Located<Path> => ({ file, path: [], item: value }));
  if (problems.length > 0) throw new ContentRefused(problems);

  const lists = <T>(read: { file: YamlFile; value: T[] }[]): Located<T>[] => read.flatMap(({ file, value }) => value.map((item, index) => ({ file, path: [index], item })));
  const inside = <T>(key: "entities" | "facts") => incidents.flatMap(({ file, value }) => (value[key] as T[]).map((item, index): Located<T> => ({ file, path: [key, index], item })));
  const located = {
    relations: lists(relations), paths, topics: lists(topics), mechanisms: lists(mechanisms), decide: lists(decide),
    entities: [...lists(shared), ...inside<Entity>("entities")],
    incidents: incidents.map(({ file, value }): Located<IncidentFile> => ({ file, path: [], item: value })),
    facts: incidents.flatMap(({ file, value }) => value.facts.map((fact, index): Located<Fact> => ({ file, path: ["facts", index], item: { ...fact, incident: value.id, ...withStanding(fact) } }))),
  };
  problems.push(...checkReferences(located));
  if (problems.length > 0) throw new ContentRefused(problems);

  const items = <T>(from: Located<T>[]) => from.map(({ item }) => item);
  return {
    relations: items(located.relations), topics: items(located.topics), mechanisms: items(located.mechanisms), entities: items(located.entities),
    incidents: items(located.incidents), decide: items(located.decide), facts: items(located.facts),
    files: new Map([...located.entities, ...located.incidents, ...located.decide].map(({ item, file }) => [item.id, file.name])),
    names: names.map(({ value }) => value), paths: items(located.paths),
  };
}
