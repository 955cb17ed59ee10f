import { isChoice, type Question } from "../engine/questions/question.ts";
import { isTold } from "../engine/questions/telling.ts";
import { DAY, later } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findLockedAttemptOf } from "../storage/attempts.ts";
import { findPaperQuestion } from "../storage/paper-items.ts";
import { lockPerson } from "../storage/people.ts";
import { countReportsOf, findReportOf, insertReportOnce, updateQueued } from "../storage/problem-reports.ts";
import { findQuizVersion } from "../storage/quizzes.ts";
import type { ProblemReport } from "../storage/report-tables.ts";
import { findReviewOf } from "../storage/reviews.ts";
import type { Attempt, Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import { finishHeldBack, suspendQuestion } from "./suspending.ts";
import { queueEvent } from "./webhook-events.ts";

type Actor = Pick<Person, "id">;
/** `option` is the place, from 1, at which its learner saw the option that is also true. */
export type Problem = Pick<ProblemReport, "reason" | "text"> & { option?: string | undefined };

/** `isNew` is false where this person's earlier report of the question is still open: that one stands. */
export interface Reporting { report: ProblemReport; isNew: boolean }

export const MOST_REPORTS_A_DAY = 10;

/** A question that its learner has answered and was told the key of. */
interface ToldQuestion { question_id: number; question_public_id: string; question_version_id: number; attempt_id: number | null; body: string; layout: string; chosen: string }

/** Tells the trainers that something is wrong with a question, once its feedback is there to be read. */
export function reportProblem(db: Db, learner: Actor, attempt: Pick<Attempt, "id">, position: number, problem: Problem, at: Date): Promise<Reporting> {
  return report(db, learner, problem, (tx) => toldQuestion(tx, learner, attempt, position), at);
}

/** The same for the question of a review. */
export function reportInReview(db: Db, learner: Actor, reviewPublicId: string, problem: Problem, at: Date): Promise<Reporting> {
  return report(db, learner, problem, async (tx) => {
    const review = await findReviewOf(tx, learner.id, reviewPublicId);
    if (!review || review.chosen === null) throw new NotFound();
    return { ...review, chosen: review.chosen, attempt_id: null };
  }, at);
}

async function report(db: Db, learner: Actor, problem: Problem, find: (tx: Db) => Promise<ToldQuestion>, at: Date): Promise<Reporting> {
  const reporting = await db.transaction(async (tx) => {
    await lockPerson(tx, learner.id);
    const asked = await find(tx);
    const earlier = await findReportOf(tx, learner, asked.question_id);
    if (earlier?.state === "open") return { report: earlier, isNew: false };
    if ((await countReportsOf(tx, learner, later(at, -DAY).toISOString())) >= MOST_REPORTS_A_DAY) throw new Refused("reporting.too-many", "report", { most: MOST_REPORTS_A_DAY });
    return { report: await keepReport(tx, learner, asked, problem, at), isNew: true };
  });
  if (reporting.isNew && reporting.report.reason === "also_true" && reporting.report.queued_because === null) await finishHeldBack(db, reporting.report.question_id, at);
  return reporting;
}

async function keepReport(tx: Db, learner: Actor, asked: ToldQuestion, { reason, text, option: place }: Problem, at: Date): Promise<ProblemReport> {
  const { question_id, question_version_id, attempt_id, layout, chosen } = asked;
  const option = reason === "also_true" ? furtherOption(asked, place) : null;
  const kept = (await insertReportOnce(tx, {
    public_id: newPublicId(), person_id: learner.id, question_id, question_version_id, attempt_id, reason, text, option, layout, chosen, queued_because: null, outcome: null,
    state: "open", at: at.toISOString(), closed_by: null, closed_at: null, note: "",
  }))!;
  await insertAuditEvent(tx, learner.id, "problem.reported", asked.question_public_id, { report: kept.public_id, reason }, at);
  await queueEvent(tx, "question.reported", { personId: learner.id, data: { report: kept.public_id, question: asked.question_public_id, reason } }, at);
  if (option === null) return kept;
  const queued_because = await suspendQuestion(tx, { id: question_id, public_id: asked.question_public_id }, kept, at);
  if (queued_because) await updateQueued(tx, kept.id, queued_because);
  return { ...kept, queued_because };
}

/** The id of an option that the key calls wrong. */
function furtherOption({ body, layout }: ToldQuestion, place = ""): string {
  const question = JSON.parse(body) as Question;
  const id = /^[0-9]{1,3}$/.test(place) ? (JSON.parse(layout) as string[])[Number(place) - 1] : undefined;
  const option = isChoice(question) ? question.options.find((each) => each.id === id && !each.correct) : undefined;
  if (!option) throw new Refused("reports.option-missing", "option");
  return option.id;
}

/** Only what was told can be wrong: before that, a report would be a way to ask about the key. */
async function toldQuestion(tx: Db, learner: Actor, attempt: Pick<Attempt, "id">, position: number): Promise<ToldQuestion> {
  const held = await findLockedAttemptOf(tx, learner, attempt.id);
  const asked = held && (await findPaperQuestion(tx, held.id, position));
  const version = held && (await findQuizVersion(tx, held.quiz_version_id));
  if (!held || !version || !asked || asked.chosen === null || !isTold({ ...version, ...held, ...(held.practice_of !== null && { feedback: "immediate" as const }) })) throw new NotFound();
  return { ...asked, chosen: asked.chosen };
}
