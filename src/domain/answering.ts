import { complaintAbout, mark, type Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { findLockedAttemptOf } from "../storage/attempts.ts";
import { findPaperQuestion, listPaper, type PaperQuestion } from "../storage/paper-items.ts";
import { insertResponse } from "../storage/responses.ts";
import type { Attempt, Db, Person } from "../storage/tables.ts";
import { finishIfComplete, isOpen } from "./counting.ts";
import { NotFound, Refused } from "./errors.ts";
import { rememberAnswer, type StoredAnswer } from "./remembering.ts";

/** `kept`: the question had an answer already, and that one counts. `withdrawn`: a fact that it rests on is in doubt, so no answer to it is taken. */
export type Answering = "stored" | "kept" | "withdrawn";

/** Stores and marks one answer, in the order of the paper; the last one finishes the attempt. */
export async function answerQuestion(db: Db, learner: Pick<Person, "id">, attempt: Pick<Attempt, "id">, position: number, chosen: Chosen, at: Date): Promise<Answering> {
  return db.transaction(async (tx) => {
    const held = await findLockedAttemptOf(tx, learner, attempt.id);
    const asked = held && (await findPaperQuestion(tx, held.id, position));
    if (!held || !asked) throw new NotFound();
    if (asked.chosen !== null) return "kept";
    if (asked.isWithdrawn) return "withdrawn";

    await refuseJump(tx, held, position);
    const answer = await storeAnswer(tx, asked, chosen, at);
    await rememberAnswer(tx, learner, answer, at);
    await finishIfComplete(tx, held, at);
    return "stored";
  });
}

async function refuseJump(tx: Db, attempt: Attempt, position: number): Promise<void> {
  const next = (await listPaper(tx, attempt.id)).find(isOpen);
  if (next && next.position < position) throw new Refused(`Answer question ${next.position} first.`, "chosen");
}

async function storeAnswer(tx: Db, asked: PaperQuestion, chosen: Chosen, at: Date): Promise<StoredAnswer> {
  const question = JSON.parse(asked.body) as Question;
  const complaint = complaintAbout(question, chosen);
  if (complaint) throw new Refused(complaint, "chosen");
  const score = mark(question, chosen);
  await insertResponse(tx, { paper_item_id: asked.id, attempt_id: asked.attempt_id, chosen: JSON.stringify(chosen), score, answered_at: at.toISOString() });
  return { questionId: asked.question_id, versionId: asked.question_version_id, question, score };
}
