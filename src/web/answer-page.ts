import type { Response } from "express";
import { z } from "zod";
import type { Config } from "../config.ts";
import { isOpen } from "../domain/counting.ts";
import { found } from "../domain/found.ts";
import { CONFIDENCES } from "../engine/questions/confidence.ts";
import type { Question } from "../engine/questions/question.ts";
import type { Reader } from "../lib/readers.ts";
import { findBeside } from "../storage/answered-pages.ts";
import type { NamedAttempt } from "../storage/attempts.ts";
import { listOpenBodies, type PaperQuestion } from "../storage/paper-items.ts";
import { findPaperPage, type PaperPage, type PaperPlace } from "../storage/paper-pages.ts";
import type { ProblemReport } from "../storage/report-tables.ts";
import type { Db } from "../storage/tables.ts";
import { emptyForm, type Form } from "./http/forms.ts";
import { render } from "./http/render.ts";
import { factsQuoted, quotationsIn, type Quotation } from "./quotations.ts";
import { reasonChoices } from "./report-form.ts";
import { findRuling } from "./rulings.ts";
import type { ExplainedRuling } from "../storage/rulings.ts";
import { sheetOf, type Sheet } from "./sheets.ts";
import { timeLeft } from "./time-left.ts";
import { findWithdrawals } from "./withdrawals.ts";

const picks = z.union([z.string().transform((pick) => [pick]), z.array(z.string())], "attempts.among");

/** One field for every kind of question; matching and ordering send it once a line, and what is typed comes in it too. How sure somebody is never stands in the way of an answer. */
export const answerForm = z.object({ chosen: picks.default([]), confidence: z.enum(CONFIDENCES).nullable().default(null).catch(null) });

/** The first question that waits for its answer, or null where none does. */
export function nextPlace(paper: readonly PaperPlace[]): number | null {
  return paper.find(isOpen)?.position ?? null;
}

/** The page of a question, or of the result where there is none left. */
export function urlOf(attempt: Pick<NamedAttempt, "public_id"> & Pick<QuestionPage, "base">, position: number | null): string {
  return `${attempt.base ?? `/attempts/${attempt.public_id}`}/${position === null ? "result" : `questions/${position}`}`;
}

/** `form` is that of the answer; `report` that of a problem with the question, and `earlier` the newest report that this learner made of it. `base` is where its pages are, if not among those of attempts. */
export interface QuestionPage { base?: string; attempt: NamedAttempt; paper: PaperPlace[]; line: PaperQuestion; sheet: Sheet; quotations: Quotation[]; earlier: ProblemReport | undefined; ruling: ExplainedRuling | null; form: Form; report: Form; at: Date }

export async function findQuestionPage(db: Db, attempt: NamedAttempt, position: number, reader: Reader, at: Date): Promise<QuestionPage> {
  return questionPage(db, attempt, await findPaperPage(db, attempt.id, position), reader, at);
}

/** @throws NotFound where the paper has no such place */
export async function questionPage(db: Db, attempt: NamedAttempt, { paper, line: asked }: PaperPage, reader: Reader, at: Date): Promise<QuestionPage> {
  const line = await found(asked);
  const sheet = sheetOf(line, (await findWithdrawals(db, [line])).get(line.question_version_id) ?? null, attempt, reader);
  const evidence = sheet.review?.evidence ?? [];
  const { passages, earlier } = sheet.review ? await findBeside(db, { id: attempt.person_id }, line.question_id, factsQuoted(evidence)) : { passages: [], earlier: undefined };
  const quotations = await quotationsIn(evidence, passages, async () => (await listOpenBodies(db, attempt.id)).map((body) => JSON.parse(body) as Question));
  const ruling = sheet.review && line.isRuled ? await findRuling(db, line) : null;
  return { attempt, line, sheet, quotations, earlier, ruling, paper, form: emptyForm(), report: emptyForm(), at };
}

/** Questions come one after the other: whoever jumps ahead lands on the first without an answer. */
export function showQuestion(res: Response, { privacyMode }: Pick<Config, "privacyMode">, page: QuestionPage, status = 200): void {
  const { attempt, paper, line, form } = page;
  const place = { public_id: attempt.public_id, ...(page.base === undefined ? {} : { base: page.base }) };
  if (isAhead(page)) return res.redirect(303, urlOf(place, nextPlace(paper)));

  const answered = paper.flatMap(({ score, position }) => (score !== null && position !== line.position ? [position] : []));
  const picked = [form.values["chosen"]].flat().filter((pick) => typeof pick === "string");
  const after = paper.find((other) => other.position > line.position && (other.score !== null || (isOpen(other) && attempt.finished_at === null)))?.position ?? null;
  const { sheet, quotations, earlier, ruling, report } = page;
  const way = { answered, nextUrl: urlOf(place, after), base: page.base ?? null, isLast: after === null, time: timeLeft(attempt, page.at) };
  render(res, "attempts/question", { attempt, length: lengthOf(attempt, paper), sheet, quotations, picked, form, report, earlier, ruling, reasons: reasonChoices(res.locals.t), privacyMode, ...way }, status);
}

/** How many questions there are; an adaptive attempt that goes on has not drawn them all. */
function lengthOf({ adaptive, finished_at, of }: NamedAttempt, paper: readonly PaperPlace[]): number {
  return adaptive === 1 && finished_at === null ? Math.max(of, paper.length) : paper.length;
}

/** Whether an earlier question still waits for its answer. */
export function isAhead({ attempt, paper, line }: Pick<QuestionPage, "attempt" | "paper" | "line">): boolean {
  return attempt.finished_at === null && line.chosen === null && !line.isWithdrawn && (nextPlace(paper) ?? line.position) < line.position;
}
