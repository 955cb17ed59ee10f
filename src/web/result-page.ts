import type { Request, Response } from "express";
import { adaptiveScore } from "../domain/adapting.ts";
import { settleAttempt } from "../domain/counting.ts";
import { found } from "../domain/found.ts";
import { noteSeen } from "../domain/telling-results.ts";
import { verdictOf, type Verdict } from "../engine/questions/marking.ts";
import { dayIn } from "../lib/zones.ts";
import { findAttemptOf, type NamedAttempt } from "../storage/attempts.ts";
import { findDutyAmong } from "../storage/duties.ts";
import type { PaperLine } from "../storage/paper-items.ts";
import type { ExplainedRecount } from "../storage/recounts.ts";
import { findResultParts } from "../storage/result-pages.ts";
import { adaptiveResult, type AdaptiveResult } from "./adaptive-result.ts";
import { allowanceOf, type Allowance } from "./allowances.ts";
import { askedOf, type AskedQuiz } from "./asked-quizzes.ts";
import { nextPlace, urlOf } from "./answer-page.ts";
import type { Deps } from "./deps.ts";
import { currentMember } from "./http/locals.ts";
import { render } from "./http/render.ts";
import { changeIn, type ResultChange } from "./result-changes.ts";
import { resultOf, type Result } from "./results.ts";
import { stemIn } from "./sheets.ts";
import { standingOf, type Standing } from "./standings.ts";
import { findWithdrawals, type Withdrawal } from "./withdrawals.ts";

export type ResultLine = PaperLine & { language: string; verdict: Verdict | null; withdrawal: Withdrawal | null };

export interface ResultPage {
  attempt: NamedAttempt; result: Result; adaptive: AdaptiveResult | undefined; lines: ResultLine[]; recounts: ExplainedRecount[]; change: Pick<ResultChange, "words" | "reason"> | undefined; standing: Standing | undefined;
  /** Undefined where the quiz is off the list. */
  allowance: Allowance | undefined;
  /** What is still asked about this quiz, where something is. */
  asked: AskedQuiz | undefined;
  /** How many questions can be practised, and how many were not answered before the time was up. */
  missed: number; unanswered: number;
}

/** The result of an attempt; one that is not finished leads back to its open question. */
export async function showResult({ db, now }: Deps, req: Request<{ id: string }>, res: Response): Promise<void> {
  const learner = currentMember(res);
  const begun = await found(findAttemptOf(db, learner, req.params.id));
  const settled = begun.finished_at === null ? await settleAttempt(db, learner, begun, now()) : [];
  const attempt = begun.finished_at === null ? await found(findAttemptOf(db, learner, req.params.id)) : begun;
  if (attempt.finished_at === null) return res.redirect(303, urlOf(attempt, nextPlace(settled)));

  const { lines: paper, recounts, mine, duties, quiz } = await findResultParts(db, learner, attempt);
  const withdrawals = await findWithdrawals(db, paper);
  const lines = paper.map(({ body, ...line }) => ({ verdict: line.score === null ? null : verdictOf(line.score), withdrawal: withdrawals.get(line.question_version_id) ?? null, ...line, ...stemIn(attempt.language, body) }));
  const unanswered = lines.filter((line) => line.isMissed && line.score === null && !line.isWithdrawn).length;
  const missed = unanswered + lines.filter((line) => line.verdict !== null && line.verdict !== "correct" && !line.isWithdrawn).length;
  if (recounts.some(({ seen_at }) => seen_at === null)) await noteSeen(db, learner, attempt.public_id, now());
  const today = dayIn(res.locals.reader.timeZone, now());
  const duty = await findDutyAmong(db, duties, attempt.quiz_id, today, now());
  render(res, "attempts/result", {
    attempt, result: resultOf(attempt), adaptive: attempt.adaptive === 1 && !attempt.answers_gone_at ? adaptiveResult(await adaptiveScore(db, attempt, paper), attempt) : undefined, lines, recounts, change: changeIn(recounts), asked: duty && askedOf(duty, mine, today), missed, unanswered,
    standing: attempt.practice_of === null ? standingOf(mine) : undefined, allowance: quiz && allowanceOf(quiz, mine, learner, now()),
  });
}
