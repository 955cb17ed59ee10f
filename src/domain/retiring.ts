import { insertAuditEvent } from "../storage/audit-events.ts";
import { listStandings } from "../storage/publications.ts";
import { updateOpenReviews } from "../storage/question-reviews.ts";
import { lockQuestion, updateQuestion } from "../storage/questions.ts";
import { lockQuiz, updateQuiz } from "../storage/quiz-drafts.ts";
import type { Db, Person, QuestionRow, QuestionState, Quiz } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";

type Author = Pick<Person, "id">;

/** Takes a question out of use: no quiz is published with it any more. Quizzes that were published with it keep it. */
export function retireQuestion(db: Db, author: Author, question: Pick<QuestionRow, "id">, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const held = await heldQuestion(tx, question);
    if (held.state !== "retired") await setState(tx, author, held, "retired", "question.retired", at);
  });
}

/** Brings a retired question back: published where a published quiz has it or somebody approved it, else a draft. */
export function reinstateQuestion(db: Db, author: Author, question: Pick<QuestionRow, "id">, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const held = await heldQuestion(tx, question);
    if (held.state !== "retired") return;
    const wasPublished = (held.approved_version_id ?? null) !== null || (await listStandings(tx, held.id)).some((standing) => standing.quiz_number !== null);
    await setState(tx, author, held, wasPublished ? "published" : "draft", "question.reinstated", at);
  });
}

/** Takes a quiz off the list. Attempts that are open can be finished; results stay. */
export function retireQuiz(db: Db, author: Author, quiz: Pick<Quiz, "id">, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const held = await lockQuiz(tx, quiz.id);
    if (!held) throw new NotFound();
    if (held.state === "retired") return;
    if (held.state === "draft") throw new Refused("drafts.never-published");
    await updateQuiz(tx, held.id, { state: "retired" });
    await insertAuditEvent(tx, author.id, "quiz.retired", held.slug, {}, at);
  });
}

/** Puts a quiz back on the list, as it was published last. */
export function reinstateQuiz(db: Db, author: Author, quiz: Pick<Quiz, "id">, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const held = await lockQuiz(tx, quiz.id);
    if (!held) throw new NotFound();
    if (held.state === "draft") throw new Refused("drafts.publish-first");
    if (held.state === "published") return;
    await updateQuiz(tx, held.id, { state: "published" });
    await insertAuditEvent(tx, author.id, "quiz.reinstated", held.slug, {}, at);
  });
}

async function heldQuestion(tx: Db, question: Pick<QuestionRow, "id">): Promise<QuestionRow> {
  const held = await lockQuestion(tx, question.id);
  if (!held) throw new NotFound();
  return held;
}

async function setState(tx: Db, author: Author, question: QuestionRow, state: QuestionState, deed: string, at: Date): Promise<void> {
  await updateQuestion(tx, question.id, { state });
  if (state === "retired") await updateOpenReviews(tx, [question.id], { decision: "cancelled", decided_by: author.id, decided_at: at.toISOString(), words: "" });
  await insertAuditEvent(tx, author.id, deed, question.public_id, { from: question.state, to: state }, at);
}
