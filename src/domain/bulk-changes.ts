import type { Question } from "../engine/questions/question.ts";
import { indexWords } from "../storage/bank-index.ts";
import { insertAuditEvents, listBulkQuestions, listChosenIds, updateQuestions, type BulkQuestion } from "../storage/bulk-questions.ts";
import type { QuestionFilter } from "../storage/question-filter.ts";
import { findNewestQuestionVersion, insertQuestionVersion } from "../storage/question-bank.ts";
import { insertReview, updateOpenReviews } from "../storage/question-reviews.ts";
import { deleteTag, insertTag } from "../storage/question-tags.ts";
import { updateQuestion } from "../storage/questions.ts";
import type { Db, Person } from "../storage/tables.ts";
import { addToQuiz } from "./authoring.ts";
import { planBulk, type BulkPlan, type BulkWish } from "./bulk-plans.ts";
import { Refused } from "./errors.ts";
import { followReview } from "./reviewing-questions.ts";

type Author = Pick<Person, "id">;
/** Public ids of questions, or all that match. */
export type Chosen = readonly string[] | QuestionFilter;

export const MOST_AT_ONCE = 20_000;

/** What a change would do, without doing it. */
export async function previewBulk(db: Db, chosen: Chosen, wish: BulkWish): Promise<BulkPlan> {
  return planBulk(db, await listBulkQuestions(db, await idsOf(db, chosen), { isHeld: false }), wish);
}

/** Does it to all whom it concerns or to none. `expected`: how many the author was shown; where that is no longer so, they look again. A second click finds nothing left to do. */
export function changeInBulk(db: Db, author: Author, chosen: Chosen, wish: BulkWish, expected: number, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const { fit } = await planBulk(tx, await listBulkQuestions(tx, await idsOf(tx, chosen), { isHeld: true }), wish);
    if (fit.length === 0) return 0;
    if (fit.length !== expected) throw new Refused("bulk.changed", "form", { count: fit.length });
    await DEEDS[wish.deed](tx, author, fit, wish, at);
    if (wish.deed !== "quiz") await insertAuditEvents(tx, author.id, `question.${AUDITED[wish.deed]}`, fit.map(({ public_id }) => public_id), { together: fit.length, ...(wish.value ? { value: wish.value } : {}) }, at);
    return fit.length;
  });
}

async function idsOf(db: Db, chosen: Chosen): Promise<number[]> {
  const ids = await listChosenIds(db, chosen, MOST_AT_ONCE);
  if (ids.length > MOST_AT_ONCE) throw new Refused("bulk.too-many", "form", { maximum: MOST_AT_ONCE });
  return ids;
}

const AUDITED: Record<Exclude<BulkWish["deed"], "quiz">, string> = { "add-tag": "tagged", "remove-tag": "untagged", topic: "topic-changed", review: "sent-to-review", retire: "retired", reinstate: "reinstated" };

type Deed = (tx: Db, author: Author, fit: readonly BulkQuestion[], wish: BulkWish, at: Date) => Promise<void>;
const idsIn = (fit: readonly BulkQuestion[]) => fit.map(({ id }) => id);

const DEEDS: Record<BulkWish["deed"], Deed> = {
  "add-tag": async (tx, _author, fit, { value }) => { await insertTag(tx, idsIn(fit), value); await indexWords(tx, idsIn(fit)); },
  "remove-tag": async (tx, _author, fit, { value }) => { await deleteTag(tx, idsIn(fit), value); await indexWords(tx, idsIn(fit)); },
  topic: async (tx, author, fit, { value }, at) => { for (const question of fit) await changeTopic(tx, author, question, value, at); },
  review: async (tx, author, fit, { value }, at) => {
    for (const { id, newest_version_id } of fit) await insertReview(tx, { question_id: id, question_version_id: newest_version_id!, asked_by: author.id, asked_at: at.toISOString(), note: value });
  },
  quiz: async (tx, author, fit, { quiz }, at) => { await addToQuiz(tx, author, quiz!, idsIn(fit), at); },
  retire: async (tx, author, fit, _wish, at) => {
    await updateQuestions(tx, idsIn(fit), { state: "retired" });
    await updateOpenReviews(tx, idsIn(fit), { decision: "cancelled", decided_by: author.id, decided_at: at.toISOString(), words: "" });
  },
  reinstate: async (tx, _author, fit) => {
    const wasPublished = ({ approved_version_id }: BulkQuestion) => (approved_version_id ?? null) !== null;
    await updateQuestions(tx, idsIn(fit.filter(wasPublished)), { state: "published" });
    await updateQuestions(tx, idsIn(fit.filter((question) => !wasPublished(question))), { state: "draft" });
  },
};

/** The topic stands in the question, so that it makes a version. Learners read nothing new: what was approved stays so. */
async function changeTopic(tx: Db, author: Author, question: BulkQuestion, topic: string, at: Date): Promise<void> {
  const newest = (await findNewestQuestionVersion(tx, question.id))!;
  const body: Question = { ...(JSON.parse(newest.body) as Question), topic };
  const version = await insertQuestionVersion(tx, { question_id: question.id, number: newest.number + 1, stem: newest.stem, body: JSON.stringify(body), author_id: author.id, created_at: at.toISOString(), why: null }, body.facts);
  const isApproved = question.approved_version_id === newest.id;
  await updateQuestion(tx, question.id, { topic, ...(isApproved ? { approved_version_id: version.id } : {}) });
  if (!isApproved) await followReview(tx, author, question, version, "", at);
}
