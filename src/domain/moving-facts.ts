import type { Fact } from "../engine/knowledge/fact.ts";
import { listCandidatesOfFacts, updateCandidate } from "../storage/candidates.ts";
import { listEvidenceFor } from "../storage/incident-reading.ts";
import { deleteFact, insertEvidence, upsertFact } from "../storage/knowledge.ts";
import type { Db, FactRow } from "../storage/tables.ts";
import { findToldFact } from "./backing-facts.ts";

/** Stores a fact whose ends have become other things; where that is known already, its quotations go to the one that is known. Gives the keys of the facts that changed. */
export async function moveFact(tx: Db, { id, ...row }: FactRow, becomes: Fact): Promise<string[]> {
  const told = row.state === "current" ? await findOther(tx, becomes, row) : undefined;
  const { subject, asserted_by } = becomes;
  await upsertFact(tx, { ...row, subject, asserted_by, data: JSON.stringify(becomes) });
  if (!told) return [row.key];
  await joinEvidence(tx, id, told, becomes);
  for (const candidate of await listCandidatesOfFacts(tx, [row.key])) await updateCandidate(tx, candidate.id, { fact_key: told.key, backs: 1 });
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
