import { isDeepStrictEqual } from "node:util";
import type { Candidate } from "../engine/extraction/candidate.ts";
import { say } from "../lib/messages.ts";
import { lockArticle } from "../storage/articles.ts";
import { findBacking } from "../storage/backings.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findPerson } from "../storage/people.ts";
import { lockCandidate, updateCandidate } from "../storage/candidates.ts";
import { deleteFact, deleteUnusedEntities } from "../storage/knowledge.ts";
import { listFactsByKeys, listQuestionsForFacts } from "../storage/incident-reading.ts";
import type { Article, CandidateRow, CandidateState, Db, Person } from "../storage/tables.ts";
import { withdrawQuotation } from "./backing-facts.ts";
import { waitForOthers } from "./content-turns.ts";
import { draftOf, type DraftedFact } from "./drafted-facts.ts";
import { NotFound, Refused } from "./errors.ts";
import { groundOf, type Vocabulary } from "./keeping-facts.ts";
import { keepSaid, type Kept } from "./keeping-said.ts";

type Reviewer = Pick<Person, "id">;
type ArticleRef = Pick<Article, "id" | "public_id">;
/** A candidate as its reviewer saw it. */
export interface Seen { position: number; version: number }

/**
 * Makes a fact of a candidate, as it is or as the reviewer changed it, with the quotation as its evidence and the article as its source; of a fact that is known already the article becomes a further source.
 * @throws Refused beside the field that does not fit, where no incident is chosen, and where somebody else decided meanwhile
 */
export function acceptCandidate(db: Db, reviewer: Reviewer, article: ArticleRef, seen: Seen, changed: DraftedFact | undefined, vocabulary: Vocabulary, at: Date): Promise<Kept> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const row = await heldCandidate(tx, article, seen, ["candidate"]);
    const grounded = await groundOf(tx, article, JSON.parse(row.data) as Candidate);
    const proposed = draftOf(grounded.ground.candidate, grounded.held, grounded.incident);
    const drafted = changed ?? proposed;
    const kept = await keepSaid(tx, drafted, grounded, vocabulary);
    const edited = isDeepStrictEqual(essence(drafted), essence(proposed)) ? 0 : 1;
    await decide(tx, row, reviewer, { state: "accepted", edited, ...kept }, at);
    await insertAuditEvent(tx, reviewer.id, "candidate.accepted", article.public_id, { candidate: seen.position, fact: kept.fact_key, edited: edited === 1, isKnown: kept.backs === 1 }, at);
    return kept;
  });
}

export function rejectCandidate(db: Db, reviewer: Reviewer, article: ArticleRef, seen: Seen, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await heldCandidate(tx, article, seen, ["candidate"]);
    await decide(tx, row, reviewer, { state: "rejected" }, at);
    await insertAuditEvent(tx, reviewer.id, "candidate.rejected", article.public_id, { candidate: seen.position, rule: row.rule }, at);
  });
}

/** Takes a decision back. A fact that was made goes, with what came with it; @throws Refused while questions rest on it. */
export function undoDecision(db: Db, reviewer: Reviewer, article: ArticleRef, seen: Seen, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const row = await heldCandidate(tx, article, seen, ["accepted", "rejected"]);
    await updateCandidate(tx, row.id, { state: "candidate", version: row.version + 1, edited: 0, decided_by: null, decided_at: null, fact_key: null, made: "[]", backs: 0 });
    if (row.fact_key !== null) await takeBack(tx, row, row.fact_key);
    await insertAuditEvent(tx, reviewer.id, "candidate.reopened", article.public_id, { candidate: seen.position, was: row.state, ...(row.fact_key ? { fact: row.fact_key } : {}) }, at);
  });
}

/** What was said in the end; what a new thing would have been does not count where it is a known one. */
function essence({ subject, object, by, ...rest }: DraftedFact): object {
  const end = ({ text, entity }: DraftedFact["subject"]) => (entity === "" ? text : entity);
  return { ...rest, subject: end(subject), object: end(object), by: end(by) };
}

/** A fact that another candidate stands for too loses this quotation only, and is that one's from now on. */
async function takeBack(tx: Db, row: CandidateRow, key: string): Promise<void> {
  const heir = Number(row.backs) === 1 ? undefined : await findBacking(tx, key);
  if (Number(row.backs) === 0 && !heir) return removeFact(tx, key, JSON.parse(row.made) as string[]);
  await withdrawQuotation(tx, key, row, (await lockArticle(tx, row.article_id))!);
  if (heir) await updateCandidate(tx, heir.id, { backs: 0, made: row.made });
}

async function removeFact(tx: Db, key: string, made: readonly string[]): Promise<void> {
  const facts = await listFactsByKeys(tx, [key]);
  const asking = (await listQuestionsForFacts(tx, facts.map(({ id }) => id))).filter(({ state }) => state !== "retired");
  if (asking.length > 0) throw new Refused("reviewing.resting", "form", { count: asking.length, stem: asking[0]!.stem, question: asking[0]!.public_id });
  await deleteFact(tx, key);
  await deleteUnusedEntities(tx, made);
}

/** Nobody's decision is overwritten: whoever saw the candidate before somebody decided is told. */
async function heldCandidate(tx: Db, article: ArticleRef, { position, version }: Seen, states: readonly CandidateState[]): Promise<CandidateRow> {
  const row = await lockCandidate(tx, article.id, position);
  if (!row) throw new NotFound();
  if (row.version === version && states.includes(row.state)) return row;
  const decider = row.decided_by === null ? undefined : await findPerson(tx, row.decided_by);
  throw new Refused(`reviewing.overtaken.${row.state}`, "version", { name: decider?.name ?? say("reviewing.somebody"), number: position });
}

async function decide(tx: Db, row: CandidateRow, reviewer: Reviewer, changes: Partial<CandidateRow>, at: Date): Promise<void> {
  await updateCandidate(tx, row.id, { ...changes, version: row.version + 1, decided_by: reviewer.id, decided_at: at.toISOString() });
}
