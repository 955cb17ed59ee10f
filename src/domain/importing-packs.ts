import { generate } from "../engine/generation/generate.ts";
import { decideQuestion, decisionsThatStand } from "../engine/generation/decide.ts";
import { buildKnowledge } from "../engine/knowledge/knowledge.ts";
import type { Content } from "../engine/knowledge/content.ts";
import { DAY, later } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { updateToGone, upsertEntity } from "../storage/knowledge.ts";
import { listIncidentKnowledge } from "../storage/knowledge-reading.ts";
import { deletePack, deleteWaitingPacksBefore, findPackOf, insertPack, type PackRow } from "../storage/packs.ts";
import { listUntouchedDraftsAbout } from "../storage/question-bank.ts";
import { updateQuestion } from "../storage/questions.ts";
import type { Db, Person } from "../storage/tables.ts";
import { findLexicon } from "../storage/vocabulary.ts";
import { restoreBackings } from "./backing-facts.ts";
import { waitForOthers } from "./content-turns.ts";
import { NotFound, Refused } from "./errors.ts";
import { followFiles } from "./following-files.ts";
import { keepQuestion } from "./generating.ts";
import { entityRow, loadIncident } from "./loading-content.ts";
import { restoreAliases } from "./merged-names.ts";
import { readOwnWords } from "./own-words.ts";
import { planPack, planReadPack, type PackPlan } from "./planning-packs.ts";
import { readPackApart } from "./reading-packs.ts";

type Author = Pick<Person, "id"> | { id: null };
/** How many questions the incident gives, and how many of them are new or came out differently. */
export interface PackOutcome { slug: string; title: string; fate: PackPlan["fate"]; questions: number; added: number; changed: number }

/** Keeps a file that somebody brought, so that they can look at what it would do; what nobody decided on for a day goes. @throws Refused where it cannot be read at all */
export async function bringPack(db: Db, author: Pick<Person, "id">, bytes: Uint8Array, contentDir: string, at: Date): Promise<PackRow> {
  await deleteWaitingPacksBefore(db, later(at, -DAY).toISOString());
  const { pack, refusals } = await planPack(db, bytes, contentDir, at);
  if (!pack) throw new Refused("packing.refused", "file", { why: refusals.length === 1 ? refusals[0]! : refusals });
  return insertPack(db, { public_id: newPublicId(), slug: pack.incident.id, incident_id: null, state: "waiting", version: pack.version, sum: pack.sum, text: Buffer.from(bytes).toString("utf8"), author_id: author.id, created_at: at.toISOString() });
}

/** Brings an incident in, or up to date: all of it or nothing. An older version than the one that is here only where that is meant. @throws Refused with every reason */
export async function importPack(db: Db, author: Author, bytes: Uint8Array, { contentDir, isOlderMeant = false }: { contentDir: string; isOlderMeant?: boolean }, at: Date): Promise<PackOutcome> {
  const read = await readPackApart(bytes);
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const plan = await planReadPack(tx, read, contentDir, at);
    if (!plan.pack || plan.refusals.length > 0 || !plan.content) throw new Refused("packing.refused", "file", { why: plan.refusals.length === 1 ? plan.refusals[0]! : plan.refusals });
    const { pack, fate, current, content } = plan;
    const done = { slug: pack.incident.id, title: pack.incident.title, fate };
    if (fate === "same") return { ...done, questions: 0, added: 0, changed: 0 };
    if (fate === "older" && !isOlderMeant) throw new Refused("packing.older", "older", { version: pack.version, current: current!.version });
    const id = await keepIncident(tx, plan, content, at);
    if (current) await deletePack(tx, current.id);
    await insertPack(tx, { public_id: newPublicId(), slug: done.slug, incident_id: id, state: "current", version: pack.version, sum: pack.sum, text: Buffer.from(bytes).toString("utf8"), author_id: author.id, created_at: at.toISOString() });
    const counts = await makeItsQuestions(tx, id, content, contentDir, at);
    await insertAuditEvent(tx, author.id, "pack.imported", done.slug, { version: pack.version, sum: pack.sum, from: current?.version ?? null, ...counts }, at);
    return { ...done, ...counts };
  });
}

async function keepIncident(tx: Db, { known }: PackPlan, content: Content, at: Date): Promise<number> {
  const [incident] = content.incidents;
  const id = await loadIncident(tx, incident!);
  for (const entity of content.entities) if (!known.has(entity.id)) await upsertEntity(tx, entityRow(entity, id));
  await restoreAliases(tx);
  await restoreBackings(tx);
  await updateToGone(tx, { id }, content.facts.map((fact) => fact.id));
  await followFiles(tx, content, at);
  return id;
}

/** Wrong options come from all that is known of incidents. What the incident does not give any more, and nobody has touched, is retired. */
async function makeItsQuestions(tx: Db, id: number, content: Content, contentDir: string, at: Date): Promise<{ questions: number; added: number; changed: number }> {
  const all = buildKnowledge({ ...(await listIncidentKnowledge(tx)), relations: findLexicon(contentDir).relations });
  const knowledge = { ...all, facts: all.facts.filter(({ incident }) => incident === content.incidents[0]!.id) };
  const words = await readOwnWords(tx);
  const questions = [...generate(knowledge), ...decisionsThatStand(knowledge, content.decide).map((each) => decideQuestion(knowledge, each, words))];
  const outcomes: string[] = [];
  for (const question of questions) outcomes.push(await keepQuestion(tx, question, id, at));
  const made = new Set(questions.map((question) => question.id));
  for (const draft of await listUntouchedDraftsAbout(tx, id)) if (!made.has(draft.origin_key)) await updateQuestion(tx, draft.id, { state: "retired" });
  return { questions: questions.length, added: outcomes.filter((each) => each === "added").length, changed: outcomes.filter((each) => each === "changed").length };
}

/** Takes an incident away that came as a pack: its facts give no more questions and untouched drafts are retired; what was published goes on. */
export function removePack(db: Db, author: Pick<Person, "id">, slug: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const pack = await findPackOf(tx, slug);
    if (!pack) throw new NotFound();
    await updateToGone(tx, { id: pack.incident_id! }, []);
    for (const { id } of await listUntouchedDraftsAbout(tx, pack.incident_id!)) await updateQuestion(tx, id, { state: "retired" });
    await deletePack(tx, pack.id);
    await insertAuditEvent(tx, author.id, "pack.removed", slug, { version: pack.version }, at);
  });
}

/** Forgets a file that somebody looked at. */
export async function dropWaitingPack(db: Db, { id }: Pick<PackRow, "id">): Promise<void> {
  await deletePack(db, id);
}
