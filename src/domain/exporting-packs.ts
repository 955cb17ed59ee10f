import { decideSchema, sourceSchema, type DecideFile, type IncidentFile } from "../engine/knowledge/incident.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import { neededBy } from "../engine/library/packs/packing.ts";
import { differencesFrom, type PackDifferences } from "../engine/library/packs/differences.ts";
import { readPack } from "../engine/library/packs/reading.ts";
import type { PackParts } from "../engine/library/packs/pack.ts";
import { writePack } from "../engine/library/packs/writing.ts";
import { isChoice } from "../engine/questions/question.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { listEntities, listFactsOf, listSources } from "../storage/incident-reading.ts";
import { listLessons } from "../storage/lessons.ts";
import { listDecisionsOf } from "../storage/pack-reading.ts";
import { findPackOf } from "../storage/packs.ts";
import { listOwnEntities } from "../storage/entities.ts";
import { listStandingsOf } from "../storage/standings.ts";
import type { Db, FactRow, Incident, Person } from "../storage/tables.ts";
import { rawTexts } from "./refilling-words.ts";

/** Who makes it and when; `by` is the name of the installation, which its reader sees. */
export interface PackMaker { author: Pick<Person, "id"> | { id: null }; by: string; contentDir: string }

/** An incident as a pack, as it stands here: with what trainers have written and changed. A pack that has changed since it came gets the next version. */
export async function exportPack(db: Db, incident: Incident, { author, by, contentDir }: PackMaker, at: Date): Promise<string> {
  const before = await findPackOf(db, incident.slug);
  const parts = await partsOf(db, incident, contentDir);
  const came = before && readPack(Buffer.from(before.text)).pack;
  const isAsItCame = came !== undefined && hasNoChange(differencesFrom(came, { ...came, ...parts }));
  if (isAsItCame) return before!.text;
  const text = writePack({ ...parts, version: (before?.version ?? 0) + 1, made: { on: at.toISOString().slice(0, 10), by } });
  await insertAuditEvent(db, author.id, "pack.exported", incident.slug, { version: (before?.version ?? 0) + 1 }, at);
  return text;
}

function hasNoChange({ isToldAnew, ...parts }: PackDifferences): boolean {
  return !isToldAnew && Object.values(parts).every(({ added, changed, removed }) => added.length + changed.length + removed.length === 0);
}

/** The parts of a pack out of the database. */
async function partsOf(db: Db, row: Incident, contentDir: string): Promise<Pick<PackParts, "incident" | "entities" | "decide">> {
  const facts = (await listFactsOf(db, row.id)).filter(({ state }) => state === "current");
  const { doubts, sources: doubters } = await doubtsOf(db, facts);
  const sources = (await listSources(db, row.id)).map(({ key: id, publisher, title, published, url, kind }) => sourceSchema.parse({ id, publisher, title, published, url, ...(kind ? { kind } : {}) }));
  const raw = await rawTexts(db, contentDir);
  const rawLessons = raw.incidents.find(({ id }) => id === row.slug)?.lessons ?? [];
  const lessons = (await listLessons(db, row.id)).map((lesson) => (lesson.author_id === null && rawLessons.find(({ title }) => title === lesson.origin_title)) || lesson).map(({ title, text, mechanism, action }) => ({ title, text, ...(mechanism ? { mechanism } : {}), ...(action ? { action } : {}) }));
  const entities = (await listOwnEntities(db, row.id)).map(({ data }) => JSON.parse(data) as Entity);
  const incident: IncidentFile = {
    id: row.slug, title: row.title, label: row.label, summary: row.summary, happened: row.happened, ...(row.class ? { class: row.class } : {}), topics: JSON.parse(row.topics) as string[],
    mechanisms: JSON.parse(row.mechanisms ?? "[]") as string[], ...(row.verified ? { verified: JSON.parse(row.verified) as NonNullable<IncidentFile["verified"]> } : {}),
    sources: [...sources, ...doubters], entities, facts: facts.map((fact) => factForFile(fact, doubts.get(fact.id))), lessons,
  };
  return { incident, entities: neededBy(incident, await listEntities(db)), decide: await decisionsOf(db, row, raw.decide) };
}

type Doubts = Pick<IncidentFile["facts"][number], "disputed" | "retracted">;

/** What is said against facts, with the pages that say so as further sources. */
async function doubtsOf(db: Db, facts: readonly FactRow[]): Promise<{ doubts: Map<number, Doubts>; sources: IncidentFile["sources"] }> {
  const [doubts, sources] = [new Map<number, Doubts>(), [] as IncidentFile["sources"]];
  for (const { id, standing, data } of facts) {
    if (standing === "current") continue;
    const told = JSON.parse(data) as Fact;
    const [newest] = await listStandingsOf(db, id);
    const own = told[standing];
    if (own) doubts.set(id, { [standing]: own });
    if (own || !newest?.url) continue;
    const source = { id: `doubt-${sources.length + 1}`, publisher: newest.publisher!, title: newest.title!, published: newest.published!, url: newest.url };
    sources.push(source);
    doubts.set(id, { [standing]: { reason: newest.reason, source: source.id } });
  }
  return { doubts, sources };
}

function factForFile({ data }: FactRow, doubt: Doubts = {}): IncidentFile["facts"][number] {
  const { incident: _incident, standing: _standing, disputed: _disputed, retracted: _retracted, ...fact } = JSON.parse(data) as Fact;
  return { ...fact, ...doubt };
}

/** Those that can stand in a file, untouched ones with their places for own words: one key, plain words, at least one fact of this incident. */
async function decisionsOf(db: Db, { id, slug, topics }: Incident, raw: readonly DecideFile[]): Promise<DecideFile[]> {
  return (await listDecisionsOf(db, id)).flatMap(({ public_id, origin_key, editor_id, question }) => {
    const untouched = editor_id === null ? raw.find((each) => each.id === origin_key) : undefined;
    if (untouched) return [untouched];
    if (!isChoice(question) || question.format) return [];
    const options = question.options.map(({ text, correct, feedback }) => ({ text, correct, feedback }));
    const read = decideSchema.safeParse({
      id: origin_key ?? `decide-${slug}-${public_id.toLowerCase().replace(/[^a-z0-9]/g, "")}`, incident: slug, topic: question.topic || (JSON.parse(topics) as string[])[0],
      stem: question.stem, options, explanation: question.explanation, facts: question.facts,
    });
    return read.success ? [read.data] : [];
  });
}
