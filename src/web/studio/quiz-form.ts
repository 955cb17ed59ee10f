import { z } from "zod";
import { MOST_MONTHS, type QuizDetails } from "../../domain/authoring.ts";
import { FEWEST_MOST, MOST_ASKED, MOST_MOST } from "../../engine/statistics/adaptive.ts";
import { parseEdtf } from "../../lib/edtf.ts";
import { MOST_QUESTIONS } from "../../storage/pool-filters.ts";
import type { Quiz } from "../../storage/tables.ts";
import { limitFields, typedLimits } from "./limit-fields.ts";

const isWhole = (typed: string, least: number, most: number) => /^\d{1,6}$/.test(typed) && Number(typed) >= least && Number(typed) <= most;
const number = (least: number, most: number) => z.string("writing.once").trim().default("").refine((typed) => isWhole(typed, least, most), { message: "drafts.fields.whole", params: { least, most } }).transform(Number);

export const quizForm = z.object({
  title: z.string("drafts.fields.title-missing").trim().min(1, "drafts.fields.title-missing").max(120, "fields.too-long"),
  summary: z.string("drafts.fields.summary-missing").trim().min(1, "drafts.fields.summary-missing").max(600, "fields.too-long"),
  topic: z.string("drafts.fields.topic-missing").min(1, "drafts.fields.topic-missing").max(60, "drafts.fields.topic-missing"),
  pass_percent: number(0, 100),
  mode: z.enum(["all", "draw", "adaptive"], "drafts.fields.choose"),
  draw_count: z.string().trim().default(""),
  adaptive_most: z.string().trim().default(String(MOST_ASKED)),
  feedback: z.enum(["immediate", "deferred"], "drafts.fields.choose").default("immediate"),
  asks_confidence: z.literal("1").optional(),
  ...limitFields,
  certificate: z.enum(["", "1"], "drafts.fields.tick").default(""),
  certificate_months: z.string().trim().default(""),
  closed_book: z.enum(["", "1"], "drafts.fields.tick").default(""),
}).transform(({ draw_count, pass_percent, mode, adaptive_most, most_attempts, limit_minutes, wait_hours, certificate, certificate_months, closed_book, asks_confidence, ...details }, context): QuizDetails => {
  const months = certificate === "1" ? number(1, MOST_MONTHS).safeParse(certificate_months) : undefined;
  if (months && !months.success) context.addIssue({ code: "custom", path: ["certificate_months"], message: "drafts.fields.whole", params: { least: 1, most: MOST_MONTHS } });
  const draw = mode === "draw" ? number(1, MOST_QUESTIONS).safeParse(draw_count) : undefined;
  if (draw && !draw.success) context.addIssue({ code: "custom", path: ["draw_count"], message: "drafts.fields.whole", params: { least: 1, most: MOST_QUESTIONS } });
  const most = mode === "adaptive" ? number(FEWEST_MOST, MOST_MOST).safeParse(adaptive_most) : undefined;
  if (most && !most.success) context.addIssue({ code: "custom", path: ["adaptive_most"], message: "drafts.fields.whole", params: { least: FEWEST_MOST, most: MOST_MOST } });
  const terms = { adaptiveMost: most?.data ?? MOST_ASKED, certificateMonths: months?.data ?? null, closedBook: closed_book === "1", adaptive: mode === "adaptive", asksConfidence: asks_confidence === "1" };
  return { ...details, ...terms, passPercent: pass_percent, drawCount: draw?.data ?? null, limits: { most_attempts, limit_minutes, wait_hours } };
});

export function typedOf({ title, summary, topic, pass_percent, draw_count, certificate_months, closed_book, adaptive, adaptive_most, feedback, asks_confidence, ...quiz }: Quiz): Record<string, unknown> {
  const certificate = { certificate: certificate_months === null ? "" : "1", certificate_months: certificate_months ?? "" };
  const draw = { mode: adaptive === 1 ? "adaptive" : draw_count === null ? "all" : "draw", draw_count: draw_count ?? "", adaptive_most };
  return { ...typedLimits(quiz), title, summary, topic, pass_percent, ...draw, ...certificate, closed_book: closed_book === 1 ? "1" : "", feedback, asks_confidence };
}

export const publicationForm = z.object({ reason: z.string("publication.say-why").trim().max(500, "fields.too-long").default("") });

const dueDate = z.string("assigning.date-missing").trim().default("").refine((text) => text === "" || parseEdtf(text)?.precision === "day", "assigning.date-odd");

/** What the form says for no team in particular. */
export const EVERYBODY = "everybody";

/** A quiz is due at the end of a day, in UTC. */
export const assignmentForm = z.object({ team: z.string("assigning.who-missing").min(1, "assigning.who-missing").max(60, "assigning.who-missing"), due_at: dueDate })
  .transform(({ team, due_at }) => ({ team: team === EVERYBODY ? "" : team, dueAt: due_at === "" ? null : `${due_at}T23:59:59.999Z` }));
