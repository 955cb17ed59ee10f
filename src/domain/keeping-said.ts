import type { CandidateRow, Db } from "../storage/tables.ts";
import { factFrom } from "./accepted-facts.ts";
import { backFact, findToldFact } from "./backing-facts.ts";
import type { DraftedFact } from "./drafted-facts.ts";
import { keepFact, type groundOf, type Vocabulary } from "./keeping-facts.ts";

/** What an accepted candidate led to: a fact of its own, or a further quotation for one that was known. */
export type Kept = Pick<CandidateRow, "fact_key" | "backs" | "made"> & { fact_key: string };

/** Keeps what somebody says that an article says. @throws Refused beside the field that does not fit */
export async function keepSaid(tx: Db, drafted: DraftedFact, { held, incident, known, ground }: Awaited<ReturnType<typeof groundOf>>, { relations }: Vocabulary): Promise<Kept> {
  const fact = factFrom(drafted, ground, known, relations);
  const told = await findToldFact(tx, fact, incident.id);
  if (told) {
    await backFact(tx, told, fact, held.source_id!);
    return { fact_key: told.key, backs: 1, made: "[]" };
  }
  await keepFact(tx, fact, incident, held, known.made);
  return { fact_key: fact.id, backs: 0, made: JSON.stringify(known.made.map(({ id }) => id)) };
}
