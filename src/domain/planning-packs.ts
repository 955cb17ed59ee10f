import { checkLibrary } from "../engine/library/checking.ts";
import type { LibraryFinding } from "../engine/library/finding.ts";
import { collisionsOf } from "../engine/library/packs/collisions.ts";
import { differencesFrom, type PackDifferences } from "../engine/library/packs/differences.ts";
import type { Pack } from "../engine/library/packs/pack.ts";
import { readPack, type PackRead } from "../engine/library/packs/reading.ts";
import { ContentRefused, type Content } from "../engine/knowledge/content.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import { say, type Words } from "../lib/messages.ts";
import { findIncident } from "../storage/incident-reading.ts";
import { listEntitiesByKeys, listFactsElsewhere, listOriginsElsewhere } from "../storage/pack-reading.ts";
import { findPackOf, type PackRow } from "../storage/packs.ts";
import type { Db } from "../storage/tables.ts";
import { contentOfPack, idsNamedIn } from "./pack-content.ts";
import { readPackApart } from "./reading-packs.ts";

export type PackFate = "new" | "update" | "same" | "older";

/** What would become of a pack. With `refusals` nothing can; `findings` are what its author might mend. */
export interface PackPlan {
  pack: Pack; fate: PackFate; current: PackRow | undefined; content: Content | undefined; known: ReadonlyMap<string, Entity>;
  refusals: Words[]; findings: LibraryFinding[]; differences: PackDifferences;
}

/** What can be said of a file that was brought: what it would do here, or why it cannot be read. */
export async function planPack(db: Db, bytes: Uint8Array, contentDir: string, at: Date): Promise<PackPlan | { refusals: Words[]; pack?: never }> {
  return planReadPack(db, await readPackApart(bytes), contentDir, at);
}

/** As `planPack`, of what was read before: others wait while a transaction is open. */
export async function planReadPack(db: Db, { pack, refusals }: PackRead, contentDir: string, at: Date): Promise<PackPlan | { refusals: Words[]; pack?: never }> {
  if (!pack) return { refusals };
  const { slug, current } = { slug: pack.incident.id, current: await findPackOf(db, pack.incident.id) };
  const known = await knownTo(db, pack, current);
  const collisions = [...(await collisionsIn(db, pack, known)), ...((await findIncident(db, slug)) && !current ? [say("packing.taken.here", { id: slug })] : [])];
  const { content, problems } = checked(pack, known, contentDir);
  const findings = content ? checkLibrary(content, at.toISOString().slice(0, 10)).findings.filter(({ rule }) => !OF_FOLDERS.has(rule)) : [];
  const errors = findings.filter(({ severity }) => severity === "error").map(({ id, why }): Words => say("packing.finding", { id, why }));
  return {
    pack, current, content, known, fate: fateOf(pack, current), refusals: [...collisions, ...problems, ...errors].slice(0, MOST_TOLD),
    findings: findings.filter(({ severity }) => severity === "warning"), differences: differencesFrom(current && (readPack(Buffer.from(current.text)).pack), pack),
  };
}

const MOST_TOLD = 20;
/** What only a whole library can be blamed for. */
const OF_FOLDERS = new Set(["uncovered", "no-question", "no-level", "entity-unused"]);

function fateOf({ version, sum }: Pack, current: PackRow | undefined): PackFate {
  if (!current) return "new";
  if (current.sum === sum) return "same";
  return version < current.version ? "older" : "update";
}

/** What stands here under ids of the pack, but for what only an earlier version of it brought. */
async function knownTo(db: Db, pack: Pack, current: PackRow | undefined): Promise<Map<string, Entity>> {
  const rows = await listEntitiesByKeys(db, idsNamedIn(pack));
  return new Map(rows.filter(({ incident_id }) => !current || incident_id !== current.incident_id).map(({ key, data }) => [key, JSON.parse(data) as Entity]));
}

async function collisionsIn(db: Db, pack: Pack, entities: ReadonlyMap<string, Entity>): Promise<Words[]> {
  const { id, facts } = pack.incident;
  return collisionsOf(pack, {
    entities, isEntity: (await listEntitiesByKeys(db, [id])).length > 0,
    facts: await listFactsElsewhere(db, facts.map((fact) => fact.id), id), decisions: await listOriginsElsewhere(db, pack.decide.map((each) => each.id), id),
  });
}

function checked(pack: Pack, known: ReadonlyMap<string, Entity>, contentDir: string): { content?: Content; problems: Words[] } {
  try {
    return { content: contentOfPack(pack, known, contentDir), problems: [] };
  } catch (error) {
    if (!(error instanceof ContentRefused)) throw error;
    return { problems: error.problems.map((problem) => say("packing.reason", { reason: problem.replace(/^[\w/.-]+:\d+: /, "") })) };
  }
}
