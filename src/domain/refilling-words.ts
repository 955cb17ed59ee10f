import { readPack } from "../engine/library/packs/reading.ts";
import { hasPlaces } from "../engine/library/own-words.ts";
import { decideQuestion, decisionsThatStand } from "../engine/generation/decide.ts";
import { parseContent } from "../engine/knowledge/content.ts";
import { buildKnowledge } from "../engine/knowledge/knowledge.ts";
import type { DecideFile, IncidentFile } from "../engine/knowledge/incident.ts";
import type { Relation } from "../engine/knowledge/relation.ts";
import { listAllContentFiles } from "../storage/content-files.ts";
import { listIncidentKnowledge } from "../storage/knowledge-reading.ts";
import { findIncidentIds } from "../storage/knowledge.ts";
import { listCurrentPacks } from "../storage/packs.ts";
import type { Db } from "../storage/tables.ts";
import { waitForOthers } from "./content-turns.ts";
import { keepQuestion } from "./generating.ts";
import { loadLessons } from "./lessons.ts";
import { readOwnWords } from "./own-words.ts";

export interface RawTexts { decide: DecideFile[]; incidents: IncidentFile[]; relations: Relation[] }

/** The decisions and lessons of an installation as their files have them, with the places. */
export async function rawTexts(db: Db, contentDir: string): Promise<RawTexts> {
  const { decide, incidents, relations } = parseContent(listAllContentFiles(contentDir));
  const packs = (await listCurrentPacks(db)).flatMap(({ text }) => readPack(Buffer.from(text)).pack ?? []);
  const packed = new Set(packs.map((pack) => pack.incident.id));
  return {
    decide: [...packs.flatMap((pack) => pack.decide), ...decide.filter(({ incident }) => !packed.has(incident))],
    incidents: [...packs.map((pack) => pack.incident), ...incidents.filter(({ id }) => !packed.has(id))], relations,
  };
}

/** Puts the own words into decisions and lessons that have places for them, as new versions; what a person has edited stands, and published quizzes keep their versions. */
export function refillOwnWords(db: Db, contentDir: string, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const { decide, incidents, relations } = await rawTexts(tx, contentDir);
    const [words, ids] = [await readOwnWords(tx), await findIncidentIds(tx)];
    const placed = decide.filter(({ stem, explanation, options }) => hasPlaces([stem, explanation, ...options.flatMap(({ text, feedback }) => [text, feedback])].join(" ")));
    const knowledge = buildKnowledge({ ...(await listIncidentKnowledge(tx)), relations });
    let changed = 0;
    for (const decision of decisionsThatStand(knowledge, placed)) if ((await keepQuestion(tx, decideQuestion(knowledge, decision, words), ids.get(decision.incident) ?? null, at)) === "changed") changed += 1;
    for (const { id, lessons } of incidents) if (ids.has(id) && lessons.some((lesson) => hasPlaces(Object.values(lesson).join(" ")))) await loadLessons(tx, ids.get(id)!, lessons);
    return changed;
  });
}
