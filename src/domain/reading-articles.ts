import { ArticleRefused } from "../engine/extraction/article.ts";
import type { Candidate } from "../engine/extraction/candidate.ts";
import { extract } from "../engine/extraction/extract.ts";
import { buildGazetteer } from "../engine/extraction/gazetteer.ts";
import { parseEdtf } from "../lib/edtf.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertArticle } from "../storage/articles.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { insertCandidates, listRuleCounts } from "../storage/candidates.ts";
import { listEntities } from "../storage/incident-reading.ts";
import type { Article, Db, Person } from "../storage/tables.ts";
import type { Lexicon } from "../storage/vocabulary.ts";
import { Refused } from "./errors.ts";
import { likelihoodOf, type RuleRates } from "./rule-rates.ts";

/** What somebody pasted. `published` is EDTF; only with a day of publication is "last week" worked out. `url` is kept, never opened. */
export interface PastedArticle { publisher: string; title: string; published: string; url: string; text: string }

/** Keeps an article with the facts that it seems to say. The reviewer gets them sentence by sentence, the likeliest of a sentence first. */
export async function readArticle(db: Db, reader: Pick<Person, "id">, pasted: PastedArticle, { names }: Lexicon, at: Date): Promise<Article> {
  const gazetteer = buildGazetteer(names, await listEntities(db));
  const candidates = candidatesOf(pasted, gazetteer);
  return db.transaction(async (tx) => {
    const rates: RuleRates = new Map((await listRuleCounts(tx)).map((counts) => [counts.rule, counts]));
    const article = await insertArticle(tx, { ...pasted, public_id: newPublicId(), incident_id: null, source_id: null, author_id: reader.id, created_at: at.toISOString() });
    const ranked = candidates.map((candidate) => ({ candidate, likelihood: likelihoodOf(candidate, rates) }))
      .sort((a, b) => a.candidate.sentence - b.candidate.sentence || b.likelihood - a.likelihood || a.candidate.start - b.candidate.start);
    await insertCandidates(tx, ranked.map(({ candidate, likelihood }, index) => ({
      article_id: article.id, position: index + 1, data: JSON.stringify(candidate), rule: candidate.rule, likelihood, state: "candidate" as const, version: 1, edited: 0 as const,
      decided_by: null, decided_at: null, fact_key: null, made: "[]", backs: 0 as const,
    })));
    await insertAuditEvent(tx, reader.id, "article.read", article.public_id, { candidates: candidates.length }, at);
    return article;
  });
}

function candidatesOf({ text, publisher, published }: PastedArticle, gazetteer: ReturnType<typeof buildGazetteer>): Candidate[] {
  const day = parseEdtf(published)?.precision === "day" ? { published } : {};
  try {
    return extract({ text, publisher, ...day }, gazetteer).candidates;
  } catch (error) {
    if (error instanceof ArticleRefused) throw new Refused(error.message, "text");
    throw error;
  }
}
