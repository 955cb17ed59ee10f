import { complaintAbout, mark, type Chosen } from "../engine/questions/marking.ts";
import type { Question } from "../engine/questions/question.ts";
import { findLockedAttemptOf, updateAttempt } from "../storage/attempts.ts";
import { findPaperQuestion, listPaper, type PaperQuestion } from "../storage/paper-items.ts";
import { insertResponse, findTally } from "../storage/responses.ts";
import type { Attempt, Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

/** `kept`: the question had an answer already, and that one counts. */
export type Answering = "stored" | "kept";

/** Stores and marks one answer, in the order of the paper; the last one finishes the attempt. */
export async function answerQuestion(db: Db, learner: Pick<Person, "id">, attempt: Pick<Attempt, "id">, position: number, chosen: Chosen, at: Date): Promise<Answering> {
  return db.transaction(async (tx) => {
    const held = await findLockedAttemptOf(tx, learner, attempt.id);
    const asked = held && (await findPaperQuestion(tx, held.id, position));
    if (!held || !asked) throw new NotFound();
    if (asked.chosen !== null) return "kept";

    await refuseJump(tx, held, position);
    await storeAnswer(tx, asked, chosen, at);
    await finishIfComplete(tx, held, at);
    return "stored";
  });
}

async function refuseJump(tx: Db, attempt: Attempt, position: number): Promise<void> {
  const next = (await listPaper(tx, attempt.id)).find((line) => line.score === null);
  if (next && next.position < position) throw new Refused(`Answer question ${next.position} first.`, "chosen");
}

async function storeAnswer(tx: Db, asked: PaperQuestion, chosen: Chosen, at: Date): Promise<void> {
  const question = JSON.parse(asked.body) as Question;
  const complaint = complaintAbout(question, chosen);
  if (complaint) throw new Refused(complaint, "chosen");
  await insertResponse(tx, { paper_item_id: asked.id, attempt_id: asked.attempt_id, chosen: JSON.stringify(chosen), score: mark(question, chosen), answered_at: at.toISOString() });
}

async function finishIfComplete(tx: Db, attempt: Attempt, at: Date): Promise<void> {
  const { answered, points } = await findTally(tx, attempt.id);
  if (answered === attempt.of) await updateAttempt(tx, attempt.id, { finished_at: at.toISOString(), score: points });
}
