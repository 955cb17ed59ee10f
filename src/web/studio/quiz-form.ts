import { z } from "zod";
import { MOST_MONTHS, MOST_QUESTIONS, type QuizDetails } from "../../domain/authoring.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import type { Quiz } from "../../storage/tables.ts";
import { limitFields, typedLimits } from "./limit-fields.ts";

const whole = (least: number, most: number) => `Enter a whole number from ${least} to ${most}.`;
const number = (least: number, most: number) => z.string(whole(least, most)).trim().regex(/^\d{1,6}$/, whole(least, most)).transform(Number).pipe(z.number().min(least, whole(least, most)).max(most, whole(least, most)));

export const quizForm = z.object({
  title: z.string("Give the quiz a title.").trim().min(1, "Give the quiz a title.").max(120, "Use at most 120 characters."),
  summary: z.string("Say in a sentence what it is about.").trim().min(1, "Say in a sentence what it is about.").max(600, "Use at most 600 characters."),
  topic: z.string("Choose a topic.").min(1, "Choose a topic.").max(60, "Choose a topic."),
  pass_percent: number(0, 100),
  mode: z.enum(["all", "draw"], "Choose one of these."),
  draw_count: z.string().trim().default(""),
  feedback: z.enum(["immediate", "deferred"], "Choose one of these.").default("immediate"),
  asks_confidence: z.literal("1").optional(),
  ...limitFields,
  certificate: z.enum(["", "1"], "Tick the box or leave it.").default(""),
  certificate_months: z.string().trim().default(""),
  closed_book: z.enum(["", "1"], "Tick the box or leave it.").default(""),
}).transform(({ draw_count, pass_percent, mode, most_attempts, limit_minutes, wait_hours, certificate, certificate_months, closed_book, asks_confidence, ...details }, context): QuizDetails => {
  const months = certificate === "1" ? number(1, MOST_MONTHS).safeParse(certificate_months) : undefined;
  if (months && !months.success) context.addIssue({ code: "custom", path: ["certificate_months"], message: whole(1, MOST_MONTHS) });
  const draw = mode === "draw" ? number(1, MOST_QUESTIONS).safeParse(draw_count) : undefined;
  if (draw && !draw.success) context.addIssue({ code: "custom", path: ["draw_count"], message: whole(1, MOST_QUESTIONS) });
  const terms = { certificateMonths: months?.data ?? null, closedBook: closed_book === "1", asksConfidence: asks_confidence === "1" };
  return { ...details, ...terms, passPercent: pass_percent, drawCount: draw?.data ?? null, limits: { most_attempts, limit_minutes, wait_hours } };
});

export function typedOf({ title, summary, topic, pass_percent, draw_count, certificate_months, closed_book, feedback, asks_confidence, ...quiz }: Quiz): Record<string, unknown> {
  const certificate = { certificate: certificate_months === null ? "" : "1", certificate_months: certificate_months ?? "" };
  const draw = { mode: draw_count === null ? "all" : "draw", draw_count: draw_count ?? "" };
  return { ...typedLimits(quiz), title, summary, topic, pass_percent, ...draw, ...certificate, closed_book: closed_book === 1 ? "1" : "", feedback, asks_confidence };
}

export const publicationForm = z.object({ reason: z.string("Say why.").trim().max(500, "Use at most 500 characters.").default("") });

const dueDate = z.string("Enter a date.").trim().default("").refine((text) => text === "" || parseEdtf(text)?.precision === "day", "Enter a date as year, month and day.");

/** What the form says for no team in particular. */
export const EVERYBODY = "everybody";

/** A quiz is due at the end of a day, in UTC. */
export const assignmentForm = z.object({ team: z.string("Choose who.").min(1, "Choose who.").max(60, "Choose who."), due_at: dueDate })
  .transform(({ team, due_at }) => ({ team: team === EVERYBODY ? "" : team, dueAt: due_at === "" ? null : `${due_at}T23:59:59.999Z` }));
