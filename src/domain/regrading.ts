import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { listQuestionVersions } from "../storage/question-bank.ts";
import { lockQuestion } from "../storage/questions.ts";
import { lockAttempts } from "../storage/recounts.ts";
import type { Regrade } from "../storage/regrade-tables.ts";
import * as store from "../storage/regrades.ts";
import type { Db, Person, QuestionRow, QuestionVersion } from "../storage/tables.ts";
import { isResult, recount } from "./counting.ts";
import { finishOverdueAttempts } from "./deadlines.ts";
import { NotFound, Refused } from "./errors.ts";
import { answersIn, outlookOf, type Outlook } from "./regrade-outlook.ts";
import { rulingsOf, worthOf, type Proposal } from "./rulings.ts";

type Trainer = Pick<Person, "id">;
type QuestionRef = Pick<QuestionRow, "id">;
/** `digest` is that of the dry run which the trainer has read; `key` comes with the form, so that a second click does nothing. */
export interface Agreement { reason: string; digest: string; key: string }

/** What a regrade would come to: the deed itself, taken back again. @throws Refused like the deed */
export function tryRegrade(db: Db, trainer: Trainer, question: QuestionRef, proposal: Proposal, at: Date): Promise<Outlook> {
  return takenBack(db, async (tx) => (await regrade(tx, trainer, question, proposal, { reason: "", key: newPublicId() }, at)).outlook);
}

/** What reversing would come to. @throws Refused like the deed */
export function tryReversal(db: Db, trainer: Trainer, regraded: Pick<Regrade, "public_id">, at: Date): Promise<Outlook> {
  return takenBack(db, async (tx) => (await reverse(tx, trainer, regraded, "", at)).outlook);
}

/**
 * Marks the answers to some versions of a question another way, counts the results that rest on them anew and keeps what everything was before. Answers to come are marked the same way.
 * @throws Refused where the world is not that of the dry run any more
 */
export function regradeQuestion(db: Db, trainer: Trainer, question: QuestionRef, proposal: Proposal, { reason, digest, key }: Agreement, at: Date): Promise<Regrade> {
  return db.transaction(async (tx) => {
    await lockAttempts(tx);
    const earlier = await store.findRegradeByKey(tx, key);
    if (earlier?.question_id === question.id) return earlier;
    const { outlook, kept } = await regrade(tx, trainer, question, proposal, { reason, key }, at);
    if (outlook.digest !== digest) throw new Refused(...meanwhile(digest, outlook));
    return kept;
  });
}

/** Takes the newest regrade of a question back: every answer is worth what it was, later ones what they would have been. A second click does nothing. @throws Refused where a newer one stands */
export function reverseRegrade(db: Db, trainer: Trainer, regraded: Pick<Regrade, "public_id">, reason: string, at: Date): Promise<Regrade> {
  return db.transaction(async (tx) => {
    await lockAttempts(tx);
    const held = await store.findRegrade(tx, regraded.public_id);
    return held?.reversed_at ? held : (await reverse(tx, trainer, regraded, reason, at)).kept;
  });
}

async function regrade(tx: Db, trainer: Trainer, question: QuestionRef, proposal: Proposal, { reason, key }: Omit<Agreement, "digest">, at: Date) {
  const { held, versions } = await holdQuestion(tx, question, at);
  const rulings = await rulingsOf(tx, proposal, versions);
  const newest = await store.findNewestRegrade(tx, held.id);
  const kept = await store.insertRegrade(tx, {
    public_id: newPublicId(), key, question_id: held.id, kind: proposal.kind, change: JSON.stringify(proposal.kind === "key" ? proposal.corrected : {}), reason, author_id: trainer.id, at: at.toISOString(),
    reversed_by: null, reversed_at: null, reversal_reason: null,
  });
  await store.insertRulings(tx, rulings.map((ruling) => ({ ...ruling, regrade_id: kept.id, stands: 1 })));
  const ids = rulings.map((ruling) => ruling.question_version_id);
  const answers = await store.listResponsesTo(tx, ids);
  const worth = worthOf(answers, rulings, versions);
  await store.insertScores(tx, answers.map(({ id, score }) => ({ regrade_id: kept.id, response_id: id, score_before: score, score_after: worth.get(id)! })));
  const outlook = await settle(tx, { ids, answers, worth }, { regrade_id: kept.id, is_reversal: 0 }, [proposal.kind, proposal.corrected, ids, newest?.id ?? 0], at);
  await insertAuditEvent(tx, trainer.id, "question.regraded", held.public_id, { regrade: kept.public_id, kind: kept.kind, versions: proposal.versions, reason, results: outlook.changed.length }, at);
  return { outlook, kept };
}

async function reverse(tx: Db, trainer: Trainer, { public_id }: Pick<Regrade, "public_id">, reason: string, at: Date) {
  const regraded = await store.findRegrade(tx, public_id);
  if (!regraded) throw new NotFound();
  const { held, versions } = await holdQuestion(tx, { id: regraded.question_id }, at);
  if ((await store.findNewestRegrade(tx, held.id))?.id !== regraded.id) throw new Refused("regrades.not-newest", "reason");
  const reversal = { reversed_by: trainer.id, reversed_at: at.toISOString(), reversal_reason: reason };
  const ids = (await store.listRulingsOf(tx, regraded.id)).map((ruling) => ruling.question_version_id);
  await store.updateReversed(tx, regraded.id, reversal);
  await store.updateStandingRulings(tx, ids);
  const [answers, before] = [await store.listResponsesTo(tx, ids), await store.listScoresOf(tx, regraded.id)];
  const worth = worthOf(answers, await store.listStandingRulings(tx, ids), versions);
  for (const { response_id, score_before } of before.values()) worth.set(response_id, score_before);
  const outlook = await settle(tx, { ids, answers, worth }, { regrade_id: regraded.id, is_reversal: 1 }, [regraded.id], at);
  await insertAuditEvent(tx, trainer.id, "question.regrade-reversed", held.public_id, { regrade: public_id, reason, results: outlook.changed.length }, at);
  return { outlook, kept: { ...regraded, ...reversal } };
}

interface Remarked { ids: readonly number[]; answers: readonly store.GivenResponse[]; worth: ReadonlyMap<number, number> }

async function settle(tx: Db, { ids, answers, worth }: Remarked, cause: { regrade_id: number; is_reversal: 0 | 1 }, about: readonly unknown[], at: Date): Promise<Outlook> {
  await store.updateResponseScores(tx, new Map(answers.filter(({ id, score }) => worth.get(id) !== score).map(({ id }) => [id, worth.get(id)!])));
  const attempts = await store.listAttemptsAsking(tx, ids);
  const changed = await recount(tx, attempts, { fact_standing_id: null, ...cause }, at);
  return outlookOf(about, attempts, answers, changed.filter(isResult), changed.length);
}

/** Nobody answers, and nobody else regrades, until the transaction ends. */
async function holdQuestion(tx: Db, question: QuestionRef, at: Date): Promise<{ held: QuestionRow; versions: QuestionVersion[] }> {
  await lockAttempts(tx);
  await finishOverdueAttempts(tx, at);
  const held = await lockQuestion(tx, question.id);
  if (!held) throw new NotFound();
  return { held, versions: await listQuestionVersions(tx, held.id) };
}

function meanwhile(digest: string, outlook: Outlook): [string, string, { count: number }] {
  const more = outlook.answers - answersIn(digest);
  return [more > 0 ? "regrades.more-answers" : "regrades.changed-meanwhile", "digest", { count: Math.max(0, more) }];
}

async function takenBack<T>(db: Db, deed: (tx: Db) => Promise<T>): Promise<T> {
  let outcome: { value: T } | undefined;
  const back = new Error("This was only tried.");
  await db.transaction(async (tx) => { outcome = { value: await deed(tx) }; throw back; }).catch((error: unknown) => { if (error !== back) throw error; });
  return outcome!.value;
}
