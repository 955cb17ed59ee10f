import { keyOf, type Key } from "../engine/questions/keys.ts";
import { listedStem } from "../engine/questions/listed-stem.ts";
import { questionSchema, type Question } from "../engine/questions/question.ts";
import { rekeyed } from "../engine/questions/rekeying.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findNewestQuestionVersion, insertQuestionVersion } from "../storage/question-bank.ts";
import { lockQuestion } from "../storage/questions.ts";
import type { Regrade } from "../storage/regrade-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { followReview } from "./reviewing-questions.ts";

/**
 * Makes a version of the question that has the corrected key, for the next publication of its quizzes. Gives its number, or `same` where the newest one has that key already.
 * @throws Refused where one option is to be chosen and several are right: that is mended by hand
 */
export function offerCorrected(db: Db, trainer: Pick<Person, "id">, { public_id, kind, change, question_id }: Regrade, at: Date): Promise<number | "same"> {
  return db.transaction(async (tx) => {
    const held = await lockQuestion(tx, question_id);
    const newest = held && (await findNewestQuestionVersion(tx, held.id));
    if (!newest || kind !== "key") throw new NotFound();
    const [key, question] = [JSON.parse(change) as Key, JSON.parse(newest.body) as Question];
    if (JSON.stringify(keyOf(question)) === JSON.stringify(key)) return "same";
    if ("right" in key && question.kind === "single" && key.right.length > 1) throw new Refused("regrades.several-right");
    const body = questionSchema.parse(rekeyed(question, key));
    const number = newest.number + 1;
    const kept = await insertQuestionVersion(tx, { question_id, number, stem: listedStem(body), body: JSON.stringify(body), author_id: trainer.id, created_at: at.toISOString() }, body.facts);
    await followReview(tx, trainer, held, kept, "", at);
    await insertAuditEvent(tx, trainer.id, "question.edited", held.public_id, { version: number, regrade: public_id }, at);
    return number;
  });
}
