import { MOST_TAGS } from "../engine/questions/tagging.ts";
import { say, type Message } from "../lib/messages.ts";
import { listIdsInQuiz, type BulkQuestion } from "../storage/bulk-questions.ts";
import { MOST_QUESTIONS } from "../storage/pool-filters.ts";
import { listTagsOf } from "../storage/question-tags.ts";
import type { Db, Quiz } from "../storage/tables.ts";

export const BULK_DEEDS = ["add-tag", "remove-tag", "topic", "review", "quiz", "retire", "reinstate"] as const;
export type BulkDeed = (typeof BULK_DEEDS)[number];
/** What is to be done with many questions. `value` is the tag or topic, or the note to the reviewer; `quiz` that to which they are added. */
export interface BulkWish { deed: BulkDeed; value: string; quiz?: Pick<Quiz, "id" | "slug"> }

/** Whom it concerns, and how many are left out and why. */
export interface BulkPlan { fit: BulkQuestion[]; leftOut: { why: Message; count: number }[] }

/** What would become of each question. */
export async function planBulk(db: Db, questions: readonly BulkQuestion[], wish: BulkWish): Promise<BulkPlan> {
  const reasonFor = await reasons(db, questions, wish);
  const [fit, counts] = [[] as BulkQuestion[], new Map<string, number>()];
  for (const question of questions) {
    const reason = reasonFor(question);
    if (reason === undefined) fit.push(question);
    else counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return { fit, leftOut: [...counts].map(([reason, count]) => ({ why: say(`bulk.left.${reason}`, { count, ...(reason === "full" ? { maximum: MOST_QUESTIONS } : {}) }), count })) };
}

type Reasons = (question: BulkQuestion) => string | undefined;

/** Why a question is left out, undefined where it is not. */
async function reasons(db: Db, questions: readonly BulkQuestion[], { deed, value, quiz }: BulkWish): Promise<Reasons> {
  if (deed === "add-tag" || deed === "remove-tag") {
    const tags = await listTagsOf(db, questions.map(({ id }) => id));
    const has = (id: number) => tags.get(id)?.includes(value) === true;
    if (deed === "remove-tag") return ({ id }) => (has(id) ? undefined : "no-tag");
    return ({ id }) => (has(id) ? "has-tag" : (tags.get(id)?.length ?? 0) >= MOST_TAGS ? "many-tags" : undefined);
  }
  if (deed === "quiz") return forQuiz(quiz ? await listIdsInQuiz(db, quiz.id) : new Set());
  return SIMPLE[deed](value);
}

const SIMPLE: Record<Exclude<BulkDeed, "add-tag" | "remove-tag" | "quiz">, (value: string) => Reasons> = {
  topic: (value) => ({ topic }) => (topic === value ? "same-topic" : undefined),
  review: () => ({ state, in_review, approved_version_id, newest_version_id }) => (state === "retired" ? "retired" : in_review === 1 ? "in-review" : approved_version_id === newest_version_id ? "approved" : undefined),
  retire: () => ({ state }) => (state === "retired" ? "retired-already" : undefined),
  reinstate: () => ({ state }) => (state === "retired" ? undefined : "not-retired"),
};

/** A quiz holds so many and no more: the oldest come first. */
function forQuiz(there: ReadonlySet<number>): Reasons {
  let room = MOST_QUESTIONS - there.size;
  return ({ id, state, doubted }) => {
    if (there.has(id)) return "in-quiz";
    if (state === "retired") return "retired";
    if (doubted !== null) return "withdrawn";
    return room-- > 0 ? undefined : "full";
  };
}
