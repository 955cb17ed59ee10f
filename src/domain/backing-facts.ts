import type { Candidate } from "../engine/extraction/candidate.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import { saysTheSame } from "../engine/knowledge/same-facts.ts";
import { deleteEvidence, findSourceOf, listBackings } from "../storage/backings.ts";
import { listFactsByKeys, listFactsOf } from "../storage/incident-reading.ts";
import { insertEvidence, upsertFact } from "../storage/knowledge.ts";
import type { Article, CandidateRow, Db, FactRow } from "../storage/tables.ts";
import { quotationOf } from "./accepted-facts.ts";
import { Refused } from "./errors.ts";

type Quotation = Fact["evidence"][number];

/** The current fact of an incident that says the same already. */
export async function findToldFact(db: Db, fact: Fact, incidentId: number): Promise<FactRow | undefined> {
  return (await listFactsOf(db, incidentId)).find((row) => row.state === "current" && saysTheSame(factIn(row), fact));
}

/** Makes the source of a fact a further source of the one that is known. @throws Refused where these very words stand beside it */
export async function backFact(tx: Db, told: FactRow, { complete, evidence: [quotation] }: Fact, sourceId: number): Promise<void> {
  if (complete && complete !== factIn(told).complete) throw new Refused("saying.known-complete", "complete");
  if (!(await addQuotation(tx, told, quotation!, sourceId))) throw new Refused("saying.known-words");
}

/** Takes the quotation of an article away from a fact that has others. */
export async function withdrawQuotation(tx: Db, factKey: string, { data }: Pick<CandidateRow, "data">, article: Pick<Article, "text" | "source_id">): Promise<void> {
  const [held] = await listFactsByKeys(tx, [factKey]);
  const source = await findSourceOf(tx, article);
  if (!held || !source) return;
  const gone = quotationOf({ candidate: JSON.parse(data) as Candidate, article, source: source.key });
  const evidence = factIn(held).evidence.filter((quotation) => !isSame(quotation, gone));
  if (evidence.length === 0) return;
  await keepEvidence(tx, held, evidence);
  await deleteEvidence(tx, { fact_id: held.id, source_id: source.id, quote: gone.quote });
}

/** Content comes with facts as its files have them: what articles say for them is added again. */
export async function restoreBackings(tx: Db): Promise<void> {
  for (const { fact_key, data, source, source_id, text } of await listBackings(tx)) {
    const [held] = await listFactsByKeys(tx, [fact_key]);
    if (held) await addQuotation(tx, held, quotationOf({ candidate: JSON.parse(data) as Candidate, article: { text }, source }), source_id);
  }
}

/** Whether it was not there before. */
async function addQuotation(tx: Db, held: FactRow, quotation: Quotation, sourceId: number): Promise<boolean> {
  const { evidence } = factIn(held);
  if (evidence.some((known) => isSame(known, quotation))) return false;
  await keepEvidence(tx, held, [...evidence, quotation]);
  await insertEvidence(tx, { fact_id: held.id, source_id: sourceId, quote: quotation.quote, start_offset: quotation.start ?? null, end_offset: quotation.end ?? null });
  return true;
}

async function keepEvidence(tx: Db, { id: _id, ...row }: FactRow, evidence: Quotation[]): Promise<void> {
  await upsertFact(tx, { ...row, data: JSON.stringify({ ...(JSON.parse(row.data) as Fact), evidence }) });
}

function factIn({ data }: FactRow): Fact {
  return JSON.parse(data) as Fact;
}

function isSame(one: Quotation, other: Quotation): boolean {
  return one.source === other.source && one.quote === other.quote;
}
