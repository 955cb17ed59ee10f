import { decideQuestion, decisionsThatStand } from "../engine/generation/decide.ts";
import { generate } from "../engine/generation/generate.ts";
import type { Content } from "../engine/knowledge/content.ts";
import { buildKnowledge } from "../engine/knowledge/knowledge.ts";
import type { Question } from "../engine/questions/question.ts";
import { newPublicId } from "../lib/ids.ts";
import { findIncidentIds } from "../storage/knowledge.ts";
import { insertNewQuestions } from "../storage/new-questions.ts";
import { findNewestQuestionVersion, findQuestionByOrigin, insertQuestion, insertQuestionVersion, listNewestByOrigins, listUntouchedDrafts } from "../storage/question-bank.ts";
import { updateQuestion } from "../storage/questions.ts";
import { listDoubtedKeys } from "../storage/standings.ts";
import type { Db } from "../storage/tables.ts";
import { readOwnWords } from "./own-words.ts";
import { followReview } from "./reviewing-questions.ts";

/**
 * Makes questions from the facts of the content and puts those that are new into the bank as drafts.
 * A question that comes out differently gets a new version, unless a trainer has edited it: then theirs stands.
 * A draft that nobody has touched and that does not come out any more is retired, unless a fact in doubt is the reason: with it, the draft comes back.
 */
export function generateQuestions(db: Db, content: Content, at: Date): Promise<{ made: number; added: number; changed: number }> {
  return db.transaction(async (tx) => {
    const standings = await listDoubtedKeys(tx);
    const knowledge = buildKnowledge({ ...content, facts: content.facts.map((fact) => ({ ...fact, standing: standings.get(fact.id) ?? "current" })) });
    const words = await readOwnWords(tx);
    const questions = [...generate(knowledge), ...decisionsThatStand(knowledge, content.decide).map((each) => decideQuestion(knowledge, each, words))];
    const incidents = await findIncidentIds(tx);
    const known = new Map((await listNewestByOrigins(tx, questions.map(({ id }) => id))).map(({ origin_key, body }) => [origin_key, body]));
    const added = questions.filter(({ id }) => !known.has(id));
    await insertNewQuestions(tx, added.map((question) => ({ public_id: newPublicId(), origin_key: question.id, question })), { author_id: null, created_at: at.toISOString() });
    let changed = 0;
    for (const question of questions.filter((each) => known.has(each.id) && known.get(each.id) !== JSON.stringify(each))) {
      if ((await keepQuestion(tx, question, incidents.get(question.incident ?? "") ?? null, at)) === "changed") changed += 1;
    }
    await retireVanished(tx, new Set(questions.map(({ id }) => id)));
    return { made: questions.length, added: added.length, changed };
  });
}

/** Puts a generated question into the bank as a draft, or brings the one that is there up to date where no trainer has edited it. */
export async function keepQuestion(tx: Db, question: Question, incidentId: number | null, at: Date): Promise<"added" | "changed" | "kept"> {
  const { id: origin_key, topic, kind, level, stem, facts } = question;
  const body = JSON.stringify(question);
  const version = { stem, body, author_id: null, created_at: at.toISOString() };
  const existing = await findQuestionByOrigin(tx, origin_key);
  if (!existing) {
    const { id } = await insertQuestion(tx, { public_id: newPublicId(), origin_key, incident_id: incidentId, topic, kind, level, state: "draft", author_id: null, created_at: at.toISOString() });
    await insertQuestionVersion(tx, { ...version, question_id: id, number: 1 }, facts);
    return "added";
  }
  const newest = await findNewestQuestionVersion(tx, existing.id);
  if (!newest || newest.author_id !== null || newest.body === body) return "kept";
  const kept = await insertQuestionVersion(tx, { ...version, question_id: existing.id, number: newest.number + 1 }, facts);
  await followReview(tx, { id: null }, existing, kept, "", at);
  await updateQuestion(tx, existing.id, { topic, kind, level, incident_id: incidentId });
  return "changed";
}

async function retireVanished(tx: Db, made: ReadonlySet<string>): Promise<void> {
  for (const { id, origin_key } of await listUntouchedDrafts(tx)) if (!made.has(origin_key)) await updateQuestion(tx, id, { state: "retired" });
}
