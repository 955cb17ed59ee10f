import type { Response } from "express";
import { z } from "zod";
import { isOpen } from "../domain/counting.ts";
import { verdictOf } from "../engine/questions/marking.ts";
import type { NamedAttempt } from "../storage/attempts.ts";
import type { PaperLine, PaperQuestion } from "../storage/paper-items.ts";
import type { Form } from "./http/forms.ts";
import { render } from "./http/render.ts";
import { sheetOf } from "./sheets.ts";
import { timeLeft } from "./time-left.ts";
import type { Withdrawal } from "./withdrawals.ts";

const picks = z.union([z.string().transform((pick) => [pick]), z.array(z.string())], "Choose among what is offered.");

/** One field for every kind of question; matching and ordering send it once a line, and what is typed comes in it too. */
export const answerForm = z.object({ chosen: picks.default([]) });

/** The first question that waits for its answer, or null where none does. */
export function nextPlace(paper: readonly PaperLine[]): number | null {
  return paper.find(isOpen)?.position ?? null;
}

/** The page of a question, or of the result where there is none left. */
export function urlOf(attempt: Pick<NamedAttempt, "public_id">, position: number | null): string {
  return `/attempts/${attempt.public_id}/${position === null ? "result" : `questions/${position}`}`;
}

export interface QuestionPage { attempt: NamedAttempt; paper: PaperLine[]; line: PaperQuestion; form: Form; withdrawal: Withdrawal | null; at: Date }

/** Questions come one after the other: whoever jumps ahead lands on the first without an answer. */
export function showQuestion(res: Response, { attempt, paper, line, form, withdrawal, at }: QuestionPage, status = 200): void {
  if (isAhead({ attempt, paper, line })) return res.redirect(303, urlOf(attempt, nextPlace(paper)));

  const marks = paper.map(({ score }) => (score === null ? null : verdictOf(score)));
  const picked = [form.values["chosen"]].flat().filter((pick) => typeof pick === "string");
  const after = paper.find((other) => other.position > line.position && (other.score !== null || (isOpen(other) && attempt.finished_at === null)))?.position ?? null;
  render(res, "attempts/question", { attempt, length: paper.length, sheet: sheetOf(line, withdrawal), marks, picked, form, nextUrl: urlOf(attempt, after), isLast: after === null, time: timeLeft(attempt, at) }, status);
}

/** Whether an earlier question still waits for its answer. */
export function isAhead({ attempt, paper, line }: Pick<QuestionPage, "attempt" | "paper" | "line">): boolean {
  return attempt.finished_at === null && line.chosen === null && !line.isWithdrawn && (nextPlace(paper) ?? line.position) < line.position;
}
