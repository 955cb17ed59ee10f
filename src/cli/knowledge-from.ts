import { basename, join } from "node:path";
import type { Config } from "../config.ts";
import { parseContent, type Content } from "../engine/knowledge/content.ts";
import { placeOf } from "../engine/knowledge/content-place.ts";
import type { Collection } from "../engine/knowledge/collection.ts";
import { readIntelligence } from "../engine/knowledge/imports/imports.ts";
import type { DecideFile } from "../engine/knowledge/incident.ts";
import { buildKnowledge, type Knowledge } from "../engine/knowledge/knowledge.ts";
import { findModifiedDay, isFolder, listAllContentFiles, listContentFiles, SHIPPED_CONTENT } from "../storage/content-files.ts";
import { isDatabaseThere } from "../storage/database.ts";
import { listKnowledge } from "../storage/knowledge-reading.ts";
import { withDatabase } from "../storage/with-database.ts";
import { readImportFile } from "./import-file.ts";

/** What questions are to be made from. */
export interface Material { knowledge: Knowledge; decide: readonly DecideFile[] }

/** A content folder as it is. @throws ContentRefused */
export function materialOfFolder(folder: string): Material {
  return asMaterial(parseContent(listContentFiles(folder)));
}

/**
 * Content folders, single files of content (YAML) and files of threat intelligence (JSON), together. A file of content may speak of everything that ships,
 * but only its own facts give questions; a vocabulary file adds relations.
 * @throws ContentRefused, ImportRefused or Error with words for the person
 */
export function materialOfFiles(paths: readonly string[]): Material {
  const intelligence = paths.filter((path) => /\.json(\.gz)?$/i.test(path));
  const collections = intelligence.map((path) => readIntelligence(readImportFile(path), { otherwise: `the file “${basename(path)}”`, date: findModifiedDay(path) }));
  const own = paths.filter((path) => !intelligence.includes(path)).flatMap((path) => (isFolder(path) ? filesIn(path) : [fileOf(path)]));
  const names = new Set(own.map(({ name }) => name));
  const isNeeded = ({ name }: { name: string }) => !names.has(name) && (own.length > 0 || name.startsWith("vocabulary/"));
  return asMaterial(onlyFrom(names, parseContent([...listContentFiles(SHIPPED_CONTENT).filter(isNeeded), ...own])), collections);
}

/** What the database holds, imported data sets included. Relations are not stored: they are those of the content that ships and of the installation's own folder. */
export async function materialOfDatabase({ databaseUrl, contentDir }: Pick<Config, "databaseUrl" | "contentDir">): Promise<Material> {
  if (!isDatabaseThere(databaseUrl)) throw new Error(`There is no such database: ${databaseUrl}. Check DATABASE_URL and DATA_DIR.`);
  const { relations, decide } = parseContent(listAllContentFiles(contentDir));
  const stored = await withDatabase(databaseUrl, listKnowledge);
  return { knowledge: buildKnowledge({ ...stored, relations }), decide };
}

/** A content folder, or one of its folders, or any folder of such files. */
function filesIn(folder: string): { name: string; text: string }[] {
  const files = listContentFiles(folder);
  if (files.length === 0) throw new Error(`There are no YAML files in ${folder}.`);
  return files.map(({ name, text }) => ({ name: placeOf(join(folder, name), text), text }));
}

function fileOf(path: string): { name: string; text: string } {
  const text = readImportFile(path);
  return { name: placeOf(path, text), text };
}

/** The whole vocabulary and every entity, but only the facts of these files, and the decisions that stand in them or are about their incidents. */
function onlyFrom(names: ReadonlySet<string>, content: Content): Content {
  const isOwn = (id: string) => names.has(content.files.get(id) ?? "");
  return { ...content, facts: content.facts.filter(({ incident }) => isOwn(incident)), decide: content.decide.filter(({ id, incident }) => isOwn(id) || isOwn(incident)) };
}

function asMaterial(content: Content, collections: readonly Collection[] = []): Material {
  return { knowledge: buildKnowledge({ ...content, collections }), decide: content.decide };
}
