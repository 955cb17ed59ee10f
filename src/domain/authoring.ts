import { isDeepStrictEqual } from "node:util";
import { LIMIT_NAMES, NO_LIMITS, type Limits } from "../engine/questions/limits.ts";
import type { Feedback } from "../engine/questions/telling.ts";
import { MOST_ASKED } from "../engine/statistics/adaptive.ts";
import { slugify } from "../lib/text.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import type { Terms } from "../storage/quiz-terms.ts";
import { listWithdrawnIds, lockQuestions } from "../storage/questions.ts";
import { MOST_QUESTIONS } from "../storage/pool-filters.ts";
import { insertQuizOnce, listPickedQuestions, lockQuiz, updateDraftQuestions, updateQuiz, type DraftQuestion } from "../storage/quiz-drafts.ts";
import type { Db, New, Person, QuestionRow, Quiz } from "../storage/tables.ts";
import { FREE_DRAWING } from "./draw-rules.ts";
import { NotFound, Refused } from "./errors.ts";

type Author = Pick<Person, "id">;
type QuizRef = Pick<Quiz, "id">;
/**
 * What a trainer says of a quiz. `drawCount` null asks every question in its order; without `limits` nothing limits its attempts, without `certificateMonths`
 * it gives no certificate. An adaptive one asks at most `adaptiveMost` questions. A new quiz tells at once what was right, and asks how sure somebody is, unless it says otherwise.
 */
export interface QuizDetails {
  title: string; summary: string; topic: string; passPercent: number; drawCount: number | null; limits?: Limits;
  certificateMonths?: number | null; closedBook?: boolean; adaptive?: boolean; adaptiveMost?: number; feedback?: Feedback; asksConfidence?: boolean;
}
/** `dropOf`: the question that it sends to everybody, where it is made for that. */
export type NewQuiz = QuizDetails & { dropOf?: number };

/** A certificate is valid for ten years at most. */
export const MOST_MONTHS = 120;

/** Begins an empty quiz. Its address comes from the title, with a number where another quiz has that address. */
export async function draftQuiz(db: Db, author: Author, details: NewQuiz, at: Date): Promise<Quiz> {
  return db.transaction(async (tx) => {
    const quiz = await insertWithSlug(tx, { ...columnsOf(details), ...FREE_DRAWING, drop_of: details.dropOf ?? null, state: "draft", author_id: author.id, created_at: at.toISOString() });
    await insertAuditEvent(tx, author.id, "quiz.drafted", quiz.slug, {}, at);
    return quiz;
  });
}

/** Changes the draft; rules of drawing go where it says otherwise how many are drawn. What learners take stays as it is until the quiz is published again. */
export async function changeQuiz(db: Db, author: Author, quiz: QuizRef, details: QuizDetails, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const held = await heldQuiz(tx, quiz);
    const before = detailsOf(held);
    const [from, to] = [columnsOf(before), columnsOf({ ...before, ...details })];
    if (isDeepStrictEqual(from, to)) return;
    await updateQuiz(tx, held.id, { ...to, ...(to.draw_count === held.draw_count && to.adaptive === 0 ? {} : { draw_rules: "[]" }) });
    await insertAuditEvent(tx, author.id, "quiz.changed", held.slug, { from, to }, at);
  });
}

/** Adds questions at the end, in this order; those that stand there already stay where they are. Says how many came in. */
export async function addToQuiz(db: Db, author: Author, quiz: QuizRef, questionIds: readonly number[], at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const held = await heldQuiz(tx, quiz);
    const there = idsOf(await listPickedQuestions(tx, held.id));
    const added = [...new Set(questionIds)].filter((id) => !there.includes(id));
    const rows = await lockAddable(tx, added);
    if (there.length + added.length > MOST_QUESTIONS) throw new Refused("drafts.full", "questions", { maximum: MOST_QUESTIONS });
    if (added.length === 0) return 0;

    await updateDraftQuestions(tx, held.id, [...there, ...added]);
    await insertAuditEvent(tx, author.id, "quiz.questions-added", held.slug, { questions: rows.map((question) => question.public_id) }, at);
    return added.length;
  });
}

/** Questions that may come into a quiz, held until the transaction ends. @throws Refused where one is retired or withdrawn */
export async function lockAddable(tx: Db, ids: readonly number[]): Promise<QuestionRow[]> {
  const rows = await lockQuestions(tx, ids);
  if (rows.length < ids.length) throw new NotFound();
  if (rows.some((question) => question.state === "retired")) throw new Refused("drafts.retired-question", "questions");
  if ((await listWithdrawnIds(tx, ids)).length > 0) throw new Refused("drafts.withdrawn-question", "questions");
  return rows;
}

export async function removeFromQuiz(db: Db, author: Author, quiz: QuizRef, questionPublicId: string, at: Date): Promise<DraftQuestion> {
  return db.transaction(async (tx) => {
    const { held, questions, question } = await placeOf(tx, quiz, questionPublicId);
    await updateDraftQuestions(tx, held.id, idsOf(questions.filter((other) => other !== question)));
    await insertAuditEvent(tx, author.id, "quiz.question-removed", held.slug, { question: questionPublicId }, at);
    return question;
  });
}

/** Moves a question one place; the first cannot go up nor the last down, and then nothing happens. */
export async function moveInQuiz(db: Db, author: Author, quiz: QuizRef, questionPublicId: string, to: "up" | "down", at: Date): Promise<DraftQuestion> {
  return db.transaction(async (tx) => {
    const { held, questions, question } = await placeOf(tx, quiz, questionPublicId);
    const from = questions.indexOf(question);
    const target = Math.min(Math.max(from + (to === "up" ? -1 : 1), 0), questions.length - 1);
    if (target === from) return question;

    await updateDraftQuestions(tx, held.id, idsOf(questions.toSpliced(from, 1).toSpliced(target, 0, question)));
    await insertAuditEvent(tx, author.id, "quiz.question-moved", held.slug, { question: questionPublicId, from: from + 1, to: target + 1 }, at);
    return question;
  });
}

/** `/studio/quizzes/new` is the form for a new one. */
const TAKEN = new Set(["new"]);

async function insertWithSlug(tx: Db, quiz: Omit<New<Quiz>, "slug">): Promise<Quiz> {
  const slug = slugify(quiz.title);
  for (let number = TAKEN.has(slug) ? 2 : 1; ; number++) {
    const inserted = await insertQuizOnce(tx, { ...quiz, slug: number === 1 ? slug : `${slug}-${number}` });
    if (inserted) return inserted;
  }
}

type Columns = Pick<Quiz, "title" | "summary" | "topic" | "pass_percent" | "draw_count" | "feedback" | "asks_confidence" | keyof Limits | keyof Terms>;

function columnsOf({ title, summary, topic, passPercent, drawCount, limits = NO_LIMITS, certificateMonths = null, closedBook = false, adaptive = false, adaptiveMost = MOST_ASKED, feedback = "immediate", asksConfidence = true }: QuizDetails): Columns {
  const terms: Terms = { certificate_months: certificateMonths, closed_book: closedBook ? 1 : 0, adaptive: adaptive ? 1 : 0, adaptive_most: adaptiveMost };
  return { title, summary, topic, pass_percent: passPercent, draw_count: drawCount, feedback, asks_confidence: asksConfidence ? 1 : 0, ...terms, ...limits };
}

function detailsOf({ title, summary, topic, pass_percent, draw_count, certificate_months, closed_book, adaptive, adaptive_most, feedback, asks_confidence, ...quiz }: Quiz): QuizDetails {
  const terms = { certificateMonths: certificate_months, closedBook: closed_book === 1, adaptive: adaptive === 1, adaptiveMost: adaptive_most };
  return { title, summary, topic, passPercent: pass_percent, drawCount: draw_count, limits: limitsOf(quiz), ...terms, feedback, asksConfidence: asks_confidence === 1 };
}

/** The limits of a quiz and nothing else of it. */
export function limitsOf(quiz: Limits): Limits {
  return Object.fromEntries(LIMIT_NAMES.map((name) => [name, quiz[name]])) as unknown as Limits;
}

export async function heldQuiz(tx: Db, quiz: QuizRef): Promise<Quiz> {
  const held = await lockQuiz(tx, quiz.id);
  if (!held) throw new NotFound();
  return held;
}

async function placeOf(tx: Db, quiz: QuizRef, questionPublicId: string): Promise<{ held: Quiz; questions: DraftQuestion[]; question: DraftQuestion }> {
  const held = await heldQuiz(tx, quiz);
  const questions = await listPickedQuestions(tx, held.id);
  const question = questions.find((other) => other.public_id === questionPublicId);
  if (!question) throw new NotFound();
  return { held, questions, question };
}

function idsOf(questions: readonly Pick<QuestionRow, "id">[]): number[] {
  return questions.map((question) => question.id);
}
