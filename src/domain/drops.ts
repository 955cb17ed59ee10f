import { isBlocking } from "../engine/questions/linting/finding.ts";
import { lint } from "../engine/questions/linting/lint.ts";
import type { Question } from "../engine/questions/question.ts";
import { onDay } from "../lib/due.ts";
import { say, type Message } from "../lib/messages.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findLiveDrop } from "../storage/drops.ts";
import { listDoubtsAbout } from "../storage/doubts.ts";
import { findIncidentById, listFactsByKeys } from "../storage/incident-reading.ts";
import { findNewestQuestionVersion } from "../storage/question-bank.ts";
import { listWithdrawnIds, lockQuestion } from "../storage/questions.ts";
import type { Db, Person, QuestionRow, Quiz } from "../storage/tables.ts";
import { assignQuiz } from "./assignments.ts";
import { addToQuiz, draftQuiz } from "./authoring.ts";
import { NotFound, Refused } from "./errors.ts";
import { findLintContext } from "./lint-context.ts";
import { publishQuiz } from "./publishing.ts";
import { isReviewRequired } from "./reviewing-questions.ts";

/** Until when, as an ISO time, and for a question that only asks what happened, why all the same. */
export interface DropWish { dueAt: string; reason: string }
/** `isNew` is false where the question had been sent already and its date is still to come: that drop stands. */
export interface Drop { quiz: Pick<Quiz, "slug" | "title">; dueAt: string; isNew: boolean }

/** Sends one question to everybody, as a quiz of its own. Whoever sends it a second time, or at the same moment, gets the drop that is there. */
export function dropQuestion(db: Db, trainer: Pick<Person, "id">, question: Pick<QuestionRow, "id">, { dueAt, reason }: DropWish, at: Date): Promise<Drop> {
  return db.transaction(async (tx) => {
    const held = await lockQuestion(tx, question.id);
    if (!held) throw new NotFound();
    const live = await findLiveDrop(tx, held.id, at.toISOString().slice(0, 10));
    if (live) return { quiz: live, dueAt: `${live.due_on}T23:59:59.999Z`, isNew: false };
    const obstacle = await obstacleToDrop(tx, held);
    if (obstacle) throw new Refused(obstacle.key, "publication", obstacle.values);

    const quiz = await draftQuiz(tx, trainer, { title: `Question of ${onDay(at)}`, summary: await summaryOf(tx, held), topic: held.topic, passPercent: 100, drawCount: null, dropOf: held.id }, at);
    await addToQuiz(tx, trainer, quiz, [held.id], at);
    await publishQuiz(tx, trainer, quiz, { reason }, at);
    await assignQuiz(tx, trainer, { ...quiz, state: "published" }, { teamId: null, dueAt }, at);
    await insertAuditEvent(tx, trainer.id, "question.dropped", held.public_id, { quiz: quiz.slug, due_at: dueAt }, at);
    return { quiz, dueAt, isNew: true };
  });
}

async function summaryOf(tx: Db, { incident_id }: QuestionRow): Promise<string> {
  const incident = incident_id === null ? undefined : await findIncidentById(tx, incident_id);
  return `One question${incident ? ` about ${incident.label}` : ""}, one minute.`;
}

/** Why a question cannot be sent to everybody; undefined where it can. */
export async function obstacleToDrop(db: Db, question: Pick<QuestionRow, "id" | "state" | "approved_version_id">): Promise<Message | undefined> {
  if (question.state === "retired") return say("drops.retired");
  const newest = (await findNewestQuestionVersion(db, question.id))!;
  if ((question.approved_version_id ?? null) === null && (await isReviewRequired(db))) return say("review.publication", { count: 1, stem: newest.stem });
  const body = JSON.parse(newest.body) as Question;
  const [facts, doubts] = [await listFactsByKeys(db, body.facts), await listDoubtsAbout(db, [newest.id])];
  if (doubts.length > 0 || facts.some(({ state }) => state !== "current")) return say("drops.doubted");
  if ((await listWithdrawnIds(db, [question.id])).length > 0) return say("drafts.withdrawn-question");
  const finding = lint(body, await findLintContext(db, [body])).find(isBlocking);
  return finding && say("drops.flawed", { why: finding.why, mend: finding.mend });
}
