import { z } from "zod";
import { limitsOf, MOST_MONTHS, type QuizDetails } from "../../domain/authoring.ts";
import { LIMIT_NAMES, NO_LIMITS } from "../../engine/questions/limits.ts";
import { FEWEST_MOST, MOST_ASKED, MOST_MOST } from "../../engine/statistics/adaptive.ts";
import { MOST_QUESTIONS } from "../../storage/pool-filters.ts";
import { listDraftQuestions } from "../../storage/quiz-drafts.ts";
import { listHeldQuestions } from "../../storage/quiz-version-questions.ts";
import { findNewestQuizVersion } from "../../storage/quizzes.ts";
import type { Drawing } from "../../storage/quiz-terms.ts";
import type { Db, Quiz, QuizVersion } from "../../storage/tables.ts";
import { lineField, timeField } from "./fields.ts";
import { drawing, drawingShown } from "./quiz-drawing.ts";

export const QUIZ_STATES = ["draft", "published", "retired"] as const;
const count = (most: number) => z.int().min(1).max(most).nullable();

const rules = {
  ...drawing,
  title: lineField(120).min(1, "drafts.fields.title-missing"), summary: z.string().trim().min(1, "drafts.fields.summary-missing").max(600), topic: z.string().trim().min(1).max(60).meta({ examples: ["phishing"] }), pass_percent: z.int().min(0).max(100),
  draw_count: count(MOST_QUESTIONS).describe("How many questions an attempt draws; null asks every one."), feedback: z.enum(["immediate", "deferred"]).describe("Whether it is told after each question or at the end what was right."), asks_confidence: z.boolean(),
  most_attempts: count(100), limit_minutes: count(600), wait_hours: count(720), certificate_months: count(MOST_MONTHS).describe("How long a certificate for passing it is valid; null gives none."), closed_book: z.boolean(),
  adaptive: z.boolean(), adaptive_most: z.int().min(FEWEST_MOST).max(MOST_MOST),
};
const asked = z.strictObject({ id: z.string(), stem: z.string(), version: z.int() }).meta({ id: "QuizQuestion", description: "A question of a quiz, in the version that it holds." });
const draftQuestion = z.strictObject({ ...asked.shape, joined: z.boolean().describe("Whether it was not picked but matches the filter of `pool`.") }).meta({ id: "QuizDraftQuestion", description: "A question of the draft of a quiz." });
const line = { id: z.string().describe("The name in its address."), state: z.enum(QUIZ_STATES), published_version: z.int().nullable(), created_at: timeField };

export const quizLine = z.strictObject({ ...line, title: z.string(), topic: z.string() }).meta({ id: "QuizSummary", description: "A quiz as lists tell of it." });
export const quiz = z.strictObject({ ...line, ...rules, questions: z.array(draftQuestion).describe("Those that it would be published with now, in their order: what was picked, then what joins by the filter.") }).meta({ id: "Quiz", description: "A quiz as its trainers edit it. What learners take is its newest published version." });
export const quizVersion = z.strictObject({ number: z.int(), published_at: timeField, reason: z.string().nullable(), ...rules, topic: z.string() }).meta({ id: "QuizVersion", description: "What was published then. Versions never change." });
export const wholeVersion = z.strictObject({ ...quizVersion.shape, questions: z.array(asked) }).meta({ id: "WholeQuizVersion", description: "A published version with its questions." });
export const newQuiz = z.strictObject(rules).partial().required({ title: true, summary: true, topic: true, pass_percent: true }).meta({ id: "NewQuiz", description: "An empty quiz to begin with." });
export const quizChange = z.strictObject(rules).partial().meta({ id: "QuizChange", description: "What is left out stays as it is." });
export type QuizWish = z.output<typeof quizChange>;

type Ruled = Pick<Quiz, "title" | "summary" | "pass_percent" | "draw_count" | "feedback" | "asks_confidence" | "most_attempts" | "limit_minutes" | "wait_hours" | "certificate_months" | "closed_book" | "adaptive" | "adaptive_most" | keyof Drawing>;

function rulesOf(row: Ruled) {
  const { title, summary, pass_percent, draw_count, feedback, asks_confidence, certificate_months, closed_book, adaptive, adaptive_most } = row;
  return { title, summary, pass_percent, draw_count, feedback, asks_confidence: asks_confidence === 1, ...limitsOf(row), certificate_months, closed_book: closed_book === 1, adaptive: adaptive === 1, adaptive_most, ...drawingShown(row) };
}

export async function showQuizLines(db: Db, rows: readonly Quiz[]): Promise<z.output<typeof quizLine>[]> {
  const lines = [];
  for (const { id, slug, state, created_at, title, topic } of rows) lines.push({ id: slug, state, published_version: (await findNewestQuizVersion(db, id))?.number ?? null, created_at, title, topic });
  return lines;
}

export async function showQuiz(db: Db, row: Quiz): Promise<z.output<typeof quiz>> {
  const questions = (await listDraftQuestions(db, row.id)).map(({ public_id, stem, number, joined = false }) => ({ id: public_id, stem, version: number, joined }));
  return { ...(await showQuizLines(db, [row]))[0]!, ...rulesOf(row), questions };
}

export function showQuizVersion(row: QuizVersion, { topic }: Pick<Quiz, "topic">): z.output<typeof quizVersion> {
  return { number: row.number, published_at: row.published_at, reason: row.reason, ...rulesOf(row), topic };
}

export async function showWholeVersion(db: Db, row: QuizVersion, of: Pick<Quiz, "topic">): Promise<z.output<typeof wholeVersion>> {
  return { ...showQuizVersion(row, of), questions: (await listHeldQuestions(db, row.id)).map(({ public_id, stem, number }) => ({ id: public_id, stem, version: number })) };
}

/** What the deeds take; what is not said is as it is with the quiz that there is, or as it is with a new one. */
export function detailsOf(said: QuizWish, now?: Quiz): QuizDetails {
  const usual = { draw_count: null, feedback: "immediate" as const, asks_confidence: true, ...NO_LIMITS, certificate_months: null, closed_book: false, adaptive: false, adaptive_most: MOST_ASKED };
  const wish = { ...(now ? { ...rulesOf(now), topic: now.topic } : usual), ...said } as z.output<z.ZodObject<typeof rules>>;
  return {
    title: wish.title, summary: wish.summary, topic: wish.topic, passPercent: wish.pass_percent, drawCount: wish.draw_count, limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, wish[name]])) as unknown as typeof NO_LIMITS,
    certificateMonths: wish.certificate_months, closedBook: wish.closed_book, adaptive: wish.adaptive, adaptiveMost: wish.adaptive_most, feedback: wish.feedback, asksConfidence: wish.asks_confidence,
  };
}
