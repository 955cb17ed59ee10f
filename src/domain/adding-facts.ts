import type { Candidate, Slot } from "../engine/extraction/candidate.ts";
import type { Span } from "../engine/extraction/normalise.ts";
import { sentenceSpans } from "../engine/extraction/sentence-spans.ts";
import type { Fact } from "../engine/knowledge/fact.ts";
import { isEntityObject } from "../engine/knowledge/fact.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countPositions, insertCandidates, findCandidate } from "../storage/candidates.ts";
import { listFactsByKeys } from "../storage/incident-reading.ts";
import type { Article, CandidateRow, Db, Person } from "../storage/tables.ts";
import { waitForOthers } from "./content-turns.ts";
import type { DraftedFact, Named } from "./drafted-facts.ts";
import { Refused } from "./errors.ts";
import { groundOf, type Vocabulary } from "./keeping-facts.ts";
import { keepSaid } from "./keeping-said.ts";

/** The rule of facts that a person found. */
export const BY_HAND = "by-hand";

/** Words of an article, and the part of it in which they stand. */
export interface Quoted extends Span { quote: string }
type ArticleRef = Pick<Article, "id" | "public_id" | "text">;

/**
 * Adds a fact that a person reads in a sentence, on the road that candidates take: it is one from now on, accepted already, and can be undone like any other.
 * @throws Refused beside the field that does not fit
 */
export function addFact(db: Db, reader: Pick<Person, "id">, article: ArticleRef, quoted: Quoted, drafted: DraftedFact, vocabulary: Vocabulary, at: Date): Promise<CandidateRow> {
  return db.transaction(async (tx) => {
    await waitForOthers(tx);
    const grounded = await groundOf(tx, article, candidateOf(drafted, placeOf(quoted, article.text), article.text));
    const kept = await keepSaid(tx, drafted, grounded, vocabulary);
    const [row] = await listFactsByKeys(tx, [kept.fact_key]);
    const made = new Set(JSON.parse(kept.made) as string[]);
    const candidate = withEnds(grounded.ground.candidate, JSON.parse(row!.data) as Fact, made);
    const position = (await countPositions(tx, article.id)) + 1;
    await insertCandidates(tx, [{
      ...kept, article_id: article.id, position, data: JSON.stringify(candidate), rule: BY_HAND, likelihood: 1, state: "accepted", version: 1, edited: 0, decided_by: reader.id, decided_at: at.toISOString(),
    }]);
    await insertAuditEvent(tx, reader.id, "fact.added", article.public_id, { candidate: position, fact: kept.fact_key, isKnown: kept.backs === 1 }, at);
    return (await findCandidate(tx, article.id, position))!;
  });
}

const [LEAST, MOST] = [3, 400];

/** Where the words stand. They may be fewer than those of the sentence, but none other. */
function placeOf({ quote, start, end }: Quoted, text: string): Span {
  const words = quote.trim();
  const from = text.indexOf(words, start);
  if (words.length > MOST) throw new Refused("saying.quote-long", "quote");
  if (words.length < LEAST || from < 0 || from + words.length > end) throw new Refused("saying.quote-odd", "quote");
  return { start: from, end: from + words.length };
}

function candidateOf({ relation, subject, object, by, polarity, modality, when }: DraftedFact, { start, end }: Span, text: string): Candidate {
  const slot = (named: Named): Slot => ({ text: named.text, ...typed(named.type), start, end });
  return {
    relation, subject: slot(subject), object: slot(object), polarity, modality, asserted_by: { text: by.text }, start, end, quote: text.slice(start, end),
    ...(when ? { when: { text: when, date: when, relative: false, ambiguous: false } } : {}),
    sentence: Math.max(0, sentenceSpans(text).findLastIndex((sentence) => sentence.start <= start)), rule: BY_HAND, score: 1,
  };
}

function typed(type: string): Pick<Slot, "type" | "kind"> {
  const isClass = type === "person" || type === "organisation" || type === "group";
  return isClass ? { type: "identity", kind: type } : { type: (type || "identity") as Slot["type"] };
}

/** What was known before is the same thing should the fact be undone and accepted again. */
function withEnds(candidate: Candidate, { subject, object, asserted_by }: Fact, made: ReadonlySet<string>): Candidate {
  const known = (id: string) => (made.has(id) ? {} : { entity: id });
  return {
    ...candidate, subject: { ...candidate.subject, ...known(subject) }, asserted_by: { ...candidate.asserted_by, ...known(asserted_by) },
    object: { ...candidate.object, ...(isEntityObject(object) ? known(object) : { value: object }) },
  };
}
