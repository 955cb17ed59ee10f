import type { MemorySummary, SummaryRow } from "./summary-tables.ts";
import type { Db } from "./tables.ts";

export async function deleteSummaries(tx: Db): Promise<void> {
  for (const table of ["summaries", "memory_summaries", "counted_people", "summary_marks"] as const) await tx(table).delete();
}

export async function markEverybody(tx: Db): Promise<void> {
  await tx("summary_marks").insert({ kind: "team", ref: 0, part: "place" });
}

export async function listPeopleIds(db: Db): Promise<number[]> {
  return (await db("people").orderBy("id").select("id")).map(({ id }) => id);
}

export function listEverySummary(db: Db): Promise<SummaryRow[]> {
  return db("summaries");
}

export function listEveryMemorySummary(db: Db): Promise<MemorySummary[]> {
  return db("memory_summaries");
}
