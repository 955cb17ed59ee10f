import type { Candidate } from "../engine/extraction/candidate.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import { saysTheSame } from "../engine/knowledge/same-facts.ts";
import { listEntities, listFactsOf, listIncidentSlugs } from "../storage/incident-reading.ts";
import type { Article, CandidateRow, Db, Incident } from "../storage/tables.ts";
import { factFrom } from "./accepted-facts.ts";
import { draftOf } from "./drafted-facts.ts";
import { Refused } from "./errors.ts";
import type { Vocabulary } from "./keeping-facts.ts";

/** The positions of open candidates that, accepted as they are, would say what is known of the incident already. Nothing is stored. */
export async function findKnownCandidates(db: Db, article: Article, incident: Incident, rows: readonly CandidateRow[], { relations }: Vocabulary): Promise<Set<number>> {
  const told = (await listFactsOf(db, incident.id)).filter(({ state }) => state === "current").map(({ data }) => JSON.parse(data) as Fact);
  const open = rows.filter(({ state }) => state === "candidate");
  if (told.length === 0 || open.length === 0) return new Set();
  const [entities, incidents] = [await listEntities(db), new Set(await listIncidentSlugs(db))];
  const factOf = ({ data }: CandidateRow) => {
    const candidate = JSON.parse(data) as Candidate;
    const known = { entities, incidents, taken: new Set<string>(), made: [] };
    return unlessRefused(() => factFrom(draftOf(candidate, article, incident), { candidate, article, incident, source: "this", facts: new Set() }, known, relations));
  };
  return new Set(open.filter((row) => {
    const fact = factOf(row);
    return fact && told.some((other) => saysTheSame(other, fact));
  }).map(({ position }) => position));
}

function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
