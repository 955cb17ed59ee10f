import type { Article as Text } from "../engine/extraction/article.ts";
import type { Candidate } from "../engine/extraction/candidate.ts";
import type { Entity } from "../engine/knowledge/entity.ts";
import { parseEdtf } from "../lib/edtf.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertArticle } from "../storage/articles.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { insertCandidates, listRuleCounts, type RuleCounts } from "../storage/candidates.ts";
import { listEntities } from "../storage/incident-reading.ts";
import type { Article, CandidateRow, Db, New, Person } from "../storage/tables.ts";
import type { Lexicon } from "../storage/vocabulary.ts";
import { extractApart } from "./extracting-apart.ts";
import { likelihoodOf, type RuleRates } from "./rule-rates.ts";

/** What somebody pasted. `published` is EDTF; only with a day of publication is "last week" worked out. `url` is kept, never opened. */
export interface PastedArticle { publisher: string; title: string; published: string; url: string; text: string }

/** Keeps an article with the facts that it seems to say, as far as the vocabulary has words for them: others could never be accepted. */
export async function readArticle(db: Db, reader: Pick<Person, "id">, pasted: PastedArticle, { names, relations }: Lexicon, at: Date): Promise<Article> {
  const entities = await listEntities(db);
  const { candidates: found, leftOut } = await extractApart({ article: textOf(pasted), names, entities });
  const candidates = found.filter((candidate) => relations.some(({ id }) => id === candidate.relation) && !isInItsName(candidate, entities));
  return db.transaction(async (tx) => {
    const article = await insertArticle(tx, { ...pasted, public_id: newPublicId(), incident_id: null, source_id: null, author_id: reader.id, created_at: at.toISOString() });
    await insertCandidates(tx, rowsOf(article, candidates, await listRuleCounts(tx), 0));
    await insertAuditEvent(tx, reader.id, "article.read", article.public_id, { candidates: candidates.length, ...(leftOut > 0 && { left_out: leftOut }) }, at);
    return article;
  });
}

/** "Ryuk ransomware is ransomware": its name says so. */
function isInItsName({ relation, subject, object }: Candidate, entities: readonly Pick<Entity, "id" | "name">[]): boolean {
  const name = entities.find(({ id }) => id === subject.entity)?.name ?? subject.text;
  return relation === "is-a" && name.toLowerCase().endsWith(object.text.toLowerCase());
}

/** Candidates as they are kept: numbered from after `last`, sentence by sentence, the likeliest of a sentence first. */
export function rowsOf({ id }: Pick<Article, "id">, candidates: readonly Candidate[], counts: readonly RuleCounts[], last: number): New<CandidateRow>[] {
  const rates: RuleRates = new Map(counts.map((each) => [each.rule, each]));
  const ranked = candidates.map((candidate) => ({ candidate, likelihood: likelihoodOf(candidate, rates) }))
    .sort((a, b) => a.candidate.sentence - b.candidate.sentence || b.likelihood - a.likelihood || a.candidate.start - b.candidate.start);
  return ranked.map(({ candidate, likelihood }, index) => ({
    article_id: id, position: last + index + 1, data: JSON.stringify(candidate), rule: candidate.rule, likelihood, state: "candidate", version: 1, edited: 0,
    decided_by: null, decided_at: null, fact_key: null, made: "[]", backs: 0,
  }));
}

/** What extraction reads. Only a day dates what is told as "last week". */
export function textOf({ text, publisher, published }: Pick<PastedArticle, "text" | "publisher" | "published">): Text {
  return { text, publisher, ...(parseEdtf(published)?.precision === "day" ? { published } : {}) };
}
