import type { LanguageModel } from "../config.ts";
import type { Article as Text } from "../engine/extraction/article.ts";
import type { Candidate } from "../engine/extraction/candidate.ts";
import { checkedProposals, type CheckedProposals } from "../engine/extraction/checked-proposals.ts";
import { buildGazetteer, type Gazetteer } from "../engine/extraction/gazetteer.ts";
import { questionAbout } from "../engine/extraction/model-question.ts";
import { readText } from "../engine/extraction/reading.ts";
import type { Relation } from "../engine/knowledge/relation.ts";
import type { Words } from "../lib/messages.ts";
import { lockArticle } from "../storage/articles.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { countPositions, insertCandidates, listCandidates, listRuleCounts } from "../storage/candidates.ts";
import { listEntities } from "../storage/incident-reading.ts";
import { findModelReading, insertModelReading } from "../storage/model-readings.ts";
import type { Article, Db, ModelReading, Person } from "../storage/tables.ts";
import type { Lexicon } from "../storage/vocabulary.ts";
import { Refused } from "./errors.ts";
import { answerOf, ModelFailed, unreadable } from "./language-model.ts";
import { rowsOf, textOf } from "./reading-articles.ts";

/** What a language model adds to what is known of an article, checked against it. @throws ModelFailed */
export async function proposalsOf(model: LanguageModel, text: Text, gazetteer: Gazetteer, relations: readonly Relation[], known: readonly Candidate[]): Promise<CheckedProposals> {
  const reading = readText(text, gazetteer);
  const checked = checkedProposals(await answerOf(model, questionAbout(reading, relations)), reading, relations, known);
  if (!checked) throw unreadable();
  return checked;
}

/**
 * Asks the language model about an article that is kept already, and puts what it adds behind the candidates that are there. No transaction is open while it is
 * asked. What became of it is kept too: where the model fails, nothing else changes. @throws Refused when it has answered before
 */
export async function readWithModel(db: Db, reader: Pick<Person, "id">, article: Article, { names, relations }: Lexicon, model: LanguageModel, at: Date): Promise<ModelReading> {
  await refuseSecond(db, article);
  const gazetteer = buildGazetteer(names, await listEntities(db));
  const rows = await listCandidates(db, article.id);
  const { candidates, known, leftOut, failure } = await outcomeOf(proposalsOf(model, textOf(article), gazetteer, relations, rows.map(({ data }) => JSON.parse(data) as Candidate)));
  return db.transaction(async (tx) => {
    await lockArticle(tx, article.id);
    await refuseSecond(tx, article);
    await insertCandidates(tx, rowsOf(article, candidates, await listRuleCounts(tx), await countPositions(tx, article.id)));
    const outcome = { host: model.host, model: model.name, failure: failure?.message ?? null, added: candidates.length, known, left_out: leftOut };
    await insertAuditEvent(tx, reader.id, "article.read-by-model", article.public_id, outcome, at);
    return insertModelReading(tx, { article_id: article.id, asked_by: reader.id, asked_at: at.toISOString(), ...outcome, failure: failure && JSON.stringify(failure.words) });
  });
}

async function refuseSecond(db: Db, { id }: Article): Promise<void> {
  if ((await findModelReading(db, id))?.failure === null) throw new Refused("model.answered-already");
}

async function outcomeOf(proposals: Promise<CheckedProposals>): Promise<CheckedProposals & { failure: ModelFailed | null }> {
  try {
    return { ...(await proposals), failure: null };
  } catch (error) {
    if (!(error instanceof ModelFailed)) throw error;
    return { candidates: [], known: 0, leftOut: 0, failure: error };
  }
}

/** Why the model gave no answer. What was kept before failures had words in every language is shown as it stands. */
export function failureIn({ failure }: Pick<ModelReading, "failure">): Words | undefined {
  return failure?.startsWith("{") ? (JSON.parse(failure) as Words) : (failure ?? undefined);
}
