import type { Confidence } from "../engine/questions/confidence.ts";
import { layOut } from "../engine/questions/layout.ts";
import { complaintAbout, mark, type Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { newPublicId } from "../lib/ids.ts";
import { HOUR, later } from "../lib/clock.ts";
import { dayIn } from "../lib/zones.ts";
import { lockHabits } from "../storage/habits.ts";
import { findAskedFact } from "../storage/memories.ts";
import { deleteUnanswered, findReviewOf, insertReviewOnce, listReviewsOn, updateAnswer, type Review } from "../storage/reviews.ts";
import type { Db, Person } from "../storage/tables.ts";
import type { Answering } from "./answering.ts";
import { NotFound, Refused } from "./errors.ts";
import { rememberAnswer } from "./remembering.ts";
import { planReviews } from "./review-plans.ts";

type Learner = Pick<Person, "id">;

/** Whether a review of today waits for its answer. */
export function isWaiting({ answered_at, isVoid }: Pick<Review, "answered_at" | "isVoid">): boolean {
  return answered_at === null && !isVoid;
}

export function isPast({ day }: Pick<Review, "day">, zone: string, at: Date): boolean {
  return day < dayIn(zone, later(at, -HOUR));
}

/** Draws what is to be refreshed on this person's day, three at most however often it is asked for, and gives the first that waits for an answer. */
export function startReviews(db: Db, learner: Learner, zone: string, at: Date): Promise<Review | undefined> {
  return db.transaction(async (tx) => {
    await lockHabits(tx, learner.id);
    const day = dayIn(zone, at);
    const before = await listReviewsOn(tx, learner.id, day);
    await deleteUnanswered(tx, before.filter(({ isVoid }) => isVoid).map(({ id }) => id));
    const kept = before.filter((review) => review.answered_at !== null || !review.isVoid);
    if (!kept.some(isWaiting)) await draw(tx, learner, zone, day, kept, at);
    return (await listReviewsOn(tx, learner.id, day)).find(isWaiting);
  });
}

async function draw(tx: Db, { id: person_id }: Learner, zone: string, day: string, kept: readonly Review[], at: Date): Promise<void> {
  const taken = new Set(kept.map(({ position }) => position));
  const free = [1, 2, 3].filter((position) => !taken.has(position));
  for (const [place, { factId, versionId, body }] of (await planReviews(tx, person_id, zone, kept.length, at)).entries()) {
    const public_id = newPublicId();
    const layout = JSON.stringify(layOut(JSON.parse(body) as Question, public_id));
    await insertReviewOnce(tx, { public_id, person_id, fact_id: factId, question_version_id: versionId, day, position: free[place]!, layout, asked_at: at.toISOString(), chosen: null, score: null, confidence: null, answered_at: null });
  }
}

/**
 * Stores and marks the answer to a review, once, and brings up to date what its learner remembers. What was not answered on its day, with an hour's grace after midnight,
 * is not asked any more: `withdrawn`, as for a question that was taken back.
 */
export function answerReview(db: Db, learner: Learner, publicId: string, chosen: Chosen, confidence: Confidence | null, zone: string, at: Date): Promise<Answering> {
  return db.transaction(async (tx) => {
    await lockHabits(tx, learner.id);
    const review = await findReviewOf(tx, learner.id, publicId);
    if (!review) throw new NotFound();
    if (review.answered_at !== null) return "kept";
    if (review.isVoid || isPast(review, zone, at)) return "withdrawn";

    const question = JSON.parse(review.body) as Question;
    const complaint = complaintAbout(question, chosen);
    if (complaint) throw new Refused(complaint.key, "chosen", complaint.values);
    const score = mark(question, chosen);
    if (!(await updateAnswer(tx, review.id, { chosen: JSON.stringify(chosen), score, confidence, answered_at: at.toISOString() }))) return "kept";
    await rememberAnswer(tx, learner, { questionId: review.question_id, versionId: review.question_version_id, question, score, confidence }, at, await findAskedFact(tx, learner.id, review.fact_id));
    return "stored";
  });
}
