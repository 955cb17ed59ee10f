import type { Fact } from "../engine/knowledge/fact.ts";
import type { Question } from "../engine/questions/question.ts";
import { listCandidatesOfFacts, updateCandidate } from "../storage/candidates.ts";
import { listNewestVersionsOn, updateLinks } from "../storage/fact-links.ts";
import { listEvidenceFor } from "../storage/incident-reading.ts";
import { deleteFact, insertEvidence, upsertFact } from "../storage/knowledge.ts";
import { insertQuestionVersion } from "../storage/question-bank.ts";
import { lockQuestions } from "../storage/questions.ts";
import type { Db, FactRow } from "../storage/tables.ts";
import { findToldFact } from "./backing-facts.ts";
import { followReview } from "./reviewing-questions.ts";

/**
 * Stores a fact whose ends have become other things. Where that is known already, its quotations, what was said of its standing and the questions that rest on it
 * go to the one that is known, which must be of the same standing. Gives the keys of the facts that changed.
 */
export async function moveFact(tx: Db, { id, ...row }: FactRow, becomes: Fact, at: Date): Promise<string[]> {
  const told = row.state === "current" ? await findOther(tx, becomes, row) : undefined;
  const { subject, asserted_by } = becomes;
  await upsertFact(tx, { ...row, subject, asserted_by, data: JSON.stringify(becomes) });
  if (!told) return [row.key];
  await joinEvidence(tx, id, told, becomes);
  for (const candidate of await listCandidatesOfFacts(tx, [row.key])) await updateCandidate(tx, candidate.id, { fact_key: told.key, backs: 1 });
  await followInQuestions(tx, { id, key: row.key }, told, at);
  await deleteFact(tx, row.key);
  return [row.key, told.key];
}

async function findOther(tx: Db, fact: Fact, { incident_id }: Pick<FactRow, "incident_id">): Promise<FactRow | undefined> {
  const told = await findToldFact(tx, fact, incident_id);
  return told?.key === fact.id ? undefined : told;
}

async function joinEvidence(tx: Db, from: number, { id, ...told }: FactRow, { evidence }: Fact): Promise<void> {
  const fact = JSON.parse(told.data) as Fact;
  const fresh = evidence.filter(({ source, quote }) => !fact.evidence.some((known) => known.source === source && known.quote === quote));
  await upsertFact(tx, { ...told, data: JSON.stringify({ ...fact, evidence: [...fact.evidence, ...fresh] }) });
  const rows = (await listEvidenceFor(tx, [from])).filter(({ quote }) => fresh.some((each) => each.quote === quote));
  for (const { source_id, quote, start_offset, end_offset } of rows) await insertEvidence(tx, { fact_id: id, source_id, quote, start_offset, end_offset });
}

type FactRef = Pick<FactRow, "id" | "key">;

/** Versions stay as they are, so that each question gets one that names the fact that is left: what becomes of that one concerns it, and an edit keeps it. */
async function followInQuestions(tx: Db, from: FactRef, told: FactRef, at: Date): Promise<void> {
  const resting = await listNewestVersionsOn(tx, from.id);
  const held = await lockQuestions(tx, resting.map(({ question_id }) => question_id));
  for (const { id: _id, ...version } of await listNewestVersionsOn(tx, from.id)) {
    const body = withFact(JSON.parse(version.body) as Question, from.key, told.key);
    if (JSON.stringify(body) === version.body) continue;
    const kept = await insertQuestionVersion(tx, { ...version, number: version.number + 1, body: JSON.stringify(body), created_at: at.toISOString(), why: null }, body.facts);
    await followReview(tx, { id: null }, held.find(({ id }) => id === version.question_id)!, kept, "", at);
  }
  await updateLinks(tx, from.id, told.id);
}

function withFact(question: Question, from: string, to: string): Question {
  const follow = (key: string) => (key === from ? to : key);
  const { facts, grounds, evidence } = question;
  return {
    ...question, facts: [...new Set(facts.map(follow))], ...(grounds ? { grounds: [...new Set(grounds.map(follow))] } : {}),
    evidence: evidence.map((quotation) => (quotation.fact === from ? { ...quotation, fact: to } : quotation)),
  };
}
