import type { Candidate } from "../engine/extraction/candidate.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import { movedTo, objectionTo, type Moved } from "../engine/knowledge/merging.ts";
import { namesOf } from "../engine/knowledge/names.ts";
import { saysTheSame } from "../engine/knowledge/same-facts.ts";
import { say, type Message } from "../lib/messages.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { listCandidatesNaming, updateCandidate } from "../storage/candidates.ts";
import { deleteEntity, findEntity, insertMergedEntity, listFactsSpeakingOf, updateEntity, updateMergedInto } from "../storage/entities.ts";
import { listFactsOf } from "../storage/incident-reading.ts";
import type { Db, EntityRow, FactRow, Person } from "../storage/tables.ts";
import { waitForOthers } from "./content-turns.ts";
import { NotFound, Refused } from "./errors.ts";
import type { Vocabulary } from "./keeping-facts.ts";
import { withNames } from "./merged-names.ts";
import { moveFact } from "./moving-facts.ts";
import { kindInWords } from "./resolving-names.ts";
import { renewQuestionsOn } from "./renewing-questions.ts";

/** Two entities by their keys: the one that goes, and the one that it turns out to be. */
export interface Merger { gone: string; kept: string }

/** What a merger would do: the facts that change, those that stand beside them, and why it cannot be, if it cannot. */
export interface MergerPlan { gone: EntityRow; kept: EntityRow; moved: FactRow[]; standing: FactRow[]; objection: Message | undefined }

/** What a merger would do. @throws NotFound where one of the two is not there */
export async function planMerger(db: Db, { gone: goneKey, kept: keptKey }: Merger, { relations }: Vocabulary): Promise<MergerPlan> {
  const [gone, kept] = [await findEntity(db, goneKey), await findEntity(db, keptKey)];
  if (!gone || !kept) throw new NotFound("merging.gone");
  const moved = await listFactsSpeakingOf(db, goneKey);
  const standing = (await listFactsSpeakingOf(db, keptKey)).filter(({ id }) => !moved.some((row) => row.id === id));
  const current = (rows: readonly FactRow[]) => rows.filter(({ state }) => state === "current").map(factIn);
  const changes = current(moved).map((was): Moved => ({ was, becomes: movedTo(was, goneKey, keptKey) }));
  const objection = refusalOf(gone, kept) ?? objectionTo(changes, current(standing), JSON.parse(kept.data) as Entity, new Map(relations.map((each) => [each.id, each]))) ?? (await splitStanding(db, moved, { gone: goneKey, kept: keptKey }));
  return { gone, kept, moved, standing, objection };
}

const ATTACKERS: ReadonlySet<string> = new Set(["intrusion-set", "threat-actor"]);

/** Whether things of these types can be one. */
export function isAlike(one: string, other: string): boolean {
  return one === other || (ATTACKERS.has(one) && ATTACKERS.has(other));
}

function refusalOf(gone: EntityRow, kept: EntityRow): Message | undefined {
  if (gone.key === kept.key) return say("merging.same");
  if (!isAlike(gone.type, kept.type)) return say("merging.unlike", { gone: gone.name, kind: kindInWords(gone.type), kept: kept.name, other: kindInWords(kept.type) });
  return typeof gone.article_id === "number" ? undefined : say("merging.filed", { name: gone.name });
}

/** What becomes one fact must stand or be doubted as one: which of the two is right, only a person can say. */
async function splitStanding(db: Db, moved: readonly FactRow[], { gone, kept }: Merger): Promise<Message | undefined> {
  for (const incident of new Set(moved.map(({ incident_id }) => incident_id))) {
    const told = (await listFactsOf(db, incident)).filter(({ state }) => state === "current").map((row) => ({ ...row, becomes: movedTo(factIn(row), gone, kept) }));
    const isSplit = (one: (typeof told)[number]) => told.some((other) => other.standing !== one.standing && saysTheSame(one.becomes, other.becomes));
    if (told.some((one) => moved.some(({ id }) => id === one.id) && isSplit(one))) return say("merging.split");
  }
  return undefined;
}

/**
 * Makes two things one: facts, names, candidates and questions of the one that goes are the other's from then on. What says the same twice becomes one fact with both sources.
 * @throws Refused where they cannot be one
 */
export function mergeEntities(db: Db, trainer: Pick<Person, "id">, merger: Merger, vocabulary: Vocabulary, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const { gone, kept, moved, objection } = await planMerger(tx, merger, vocabulary);
    if (objection) throw new Refused(objection.key, "form", objection.values);
    const names = namesOf(JSON.parse(gone.data) as Entity);
    await updateEntity(tx, kept.key, { data: JSON.stringify(withNames(JSON.parse(kept.data) as Entity, names)) });
    const changed: string[] = [];
    for (const row of moved) changed.push(...(await moveFact(tx, row, movedTo(factIn(row), gone.key, kept.key), at)));
    await followInCandidates(tx, merger);
    await deleteEntity(tx, gone.key);
    await updateMergedInto(tx, gone.key, kept.key);
    await insertMergedEntity(tx, { key: gone.key, kept_key: kept.key, names: JSON.stringify(names), merged_by: trainer.id, merged_at: at.toISOString() });
    await renewQuestionsOn(tx, changed, vocabulary, at);
    await insertAuditEvent(tx, trainer.id, "entities.merged", kept.key, { gone: gone.key, name: gone.name, facts: changed }, at);
  });
}

/** What was found to be the one is found to be the other, in every article. */
async function followInCandidates(tx: Db, { gone, kept }: Merger): Promise<void> {
  const follow = <T extends { entity?: string }>(slot: T): T => (slot.entity === gone ? { ...slot, entity: kept } : slot);
  const followAll = <T extends { entity?: string; antecedent?: { entity?: string } }>(slot: T): T => ({ ...follow(slot), ...(slot.antecedent ? { antecedent: follow(slot.antecedent) } : {}) });
  for (const row of await listCandidatesNaming(tx, gone)) {
    const candidate = JSON.parse(row.data) as Candidate;
    const data = { ...candidate, subject: followAll(candidate.subject), object: followAll(candidate.object), asserted_by: follow(candidate.asserted_by) };
    const made = (JSON.parse(row.made) as string[]).filter((key) => key !== gone);
    await updateCandidate(tx, row.id, { data: JSON.stringify(data), made: JSON.stringify(made) });
  }
}

function factIn({ data }: FactRow): Fact {
  return JSON.parse(data) as Fact;
}
