import type { Confidence } from "../engine/questions/confidence.ts";
import { isOver, isTooLate } from "../engine/questions/limits.ts";
import { complaintAbout, mark, type Chosen } from "../engine/questions/marking.ts";
import { isTold } from "../engine/questions/telling.ts";
import type { Question } from "../engine/questions/question.ts";
import { creditedMark } from "../engine/questions/ruling.ts";
import { lockAnswerable, type Answerable } from "../storage/attempt-pages.ts";
import type { HeldAttempt } from "../storage/attempts.ts";
import { inOneWrite } from "../storage/deeds.ts";
import type { PaperQuestion } from "../storage/paper-items.ts";
import type { PaperPlace } from "../storage/paper-pages.ts";
import { newResponse } from "../storage/responses.ts";
import type { Attempt, Db, New, Person, ResponseRow } from "../storage/tables.ts";
import { writeTogether } from "../storage/writing-together.ts";
import { finishByAnswer, finishIfComplete, isOpen } from "./counting.ts";
import { findBookClosing } from "./closed-books.ts";
import { NotFound, Refused } from "./errors.ts";
import { memoriesAfter, type StoredAnswer } from "./remembering.ts";

/** `kept`: the question had an answer already, and that one counts. `withdrawn`: a fact that it rests on is in doubt, or it was dropped or suspended, so no answer to it is taken. `over`: the attempt was finished, or its time was up. */
export type Answering = "stored" | "kept" | "withdrawn" | "over";

/** What became of an answer, and whether its page may tell what was right. `next`: the place of the question that waits for the next one, null where the attempt is finished, and nothing where only looking tells. */
export interface Answered { outcome: Answering; isTold: boolean; next?: number | null }

type Choice = Chosen | ((asked: PaperQuestion, question: Question) => Chosen);

/** Stores and marks one answer, in the order of the paper; the last one finishes the attempt. Practice waits where it would tell what an open closed-book attempt asks. `chosen` may be found out from the question as it stands there and what is in it; `confidence` is kept where the quiz asks for it, and never changes the mark. */
export async function answerQuestion(db: Db, learner: Pick<Person, "id">, attempt: Pick<Attempt, "public_id">, position: number, chosen: Choice, at: Date, confidence: Confidence | null = null): Promise<Answering> {
  return (await answerAndGoOn(db, learner, attempt, position, chosen, at, confidence)).outcome;
}

/** The same, and says how it goes on. */
export function answerAndGoOn(db: Db, learner: Pick<Person, "id">, attempt: Pick<Attempt, "public_id">, position: number, chosen: Choice, at: Date, confidence: Confidence | null = null): Promise<Answered> {
  return inOneWrite(db, learner, async (tx) => {
    const { held, page: { paper, line: asked }, ...memory } = await lockAnswerable(tx, learner, attempt.public_id, position);
    if (!held || !asked) throw new NotFound();
    return { isTold: isTold(held), ...(await outcomeOf(tx, { held, paper, asked, ...memory }, chosen, confidence, at)) };
  });
}

type Read = Pick<Answerable, "facts" | "habits"> & { held: HeldAttempt; paper: readonly PaperPlace[]; asked: PaperQuestion };

async function outcomeOf(tx: Db, read: Read, chosen: Choice, confidence: Confidence | null, at: Date): Promise<Omit<Answered, "isTold">> {
  const { held, asked } = read;
  if (asked.chosen !== null) return { outcome: "kept" };
  if (asked.isWithdrawn) return { outcome: "withdrawn" };
  const open = held.practice_of === null ? undefined : await findBookClosing(tx, { id: held.person_id }, asked);
  if (open) throw new Refused("practice.waits", "chosen", { title: open.title });
  if (!isTooLate(held, at)) return { outcome: "stored", ...(await takeAnswer(tx, read, chosen, confidence, at)) };
  await finishIfComplete(tx, held, at);
  return { outcome: "over" };
}

async function takeAnswer(tx: Db, { held, paper, asked, facts, habits }: Read, choice: Choice, confidence: Confidence | null, at: Date): Promise<Pick<Answered, "next">> {
  const open = paper.filter(isOpen);
  if (open[0] && open[0].position < asked.position) throw new Refused("attempts.in-order", "chosen", { position: open[0].position });
  const question = JSON.parse(asked.body) as Question;
  const chosen = typeof choice === "function" ? choice(asked, question) : choice;
  const { response, answer } = markAnswer(asked, question, chosen, held.asks_confidence === 1 ? confidence : null, at);
  const written = [newResponse(response), ...memoriesAfter(held.person_id, answer, facts, habits, at)];
  const next = open.find(({ position }) => position !== asked.position)?.position;
  const goesOn = !isOver(held, at);
  if (goesOn && next === undefined && held.adaptive === 0) return (await finishByAnswer(tx, held, { position: asked.position, score: response.score }, written, at)) ? { next: null } : {};
  await writeTogether(tx, written);
  if (goesOn && next !== undefined) return { next };
  return (await finishIfComplete(tx, held, at)) ? { next: null } : {};
}

function markAnswer(asked: PaperQuestion, question: Question, chosen: Chosen, confidence: Confidence | null, at: Date): { response: New<ResponseRow>; answer: StoredAnswer } {
  const complaint = complaintAbout(question, chosen);
  if (complaint) throw new Refused(complaint.key, "chosen", complaint.values);
  const score = mark(question, chosen);
  return {
    response: { paper_item_id: asked.id, attempt_id: asked.attempt_id, chosen: JSON.stringify(chosen), score: asked.isCredited ? creditedMark : score, confidence, answered_at: at.toISOString() },
    answer: { questionId: asked.question_id, versionId: asked.question_version_id, question, score, confidence },
  };
}
