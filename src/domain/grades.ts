import { later, MINUTE, type Clock } from "../lib/clock.ts";
import { findWaitingGrade, leaseGrade, queueGrades, updateGradeLink, upsertGradeLink, type WaitingGrade } from "../storage/grade-links.ts";
import { listAttemptsAt, type NamedAttempt } from "../storage/attempts.ts";
import { findQuizById } from "../storage/quiz-drafts.ts";
import type { OpenQuiz } from "../storage/quizzes.ts";
import type { Attempt, Db, Person } from "../storage/tables.ts";
import { CLAIM, gradeEndpoint, SCOPE, type ResourceLaunch } from "./lti-claims.ts";
import type { PrivacyMode } from "../engine/statistics/disclosure.ts";
import type { GradeBook } from "./grade-book.ts";
import type { Launch } from "./launching.ts";

/** Grades are told in per cent. */
export const GRADE_MAXIMUM = 100;

/** Remembers the place in a course that a launch came from; what is finished already is told to it at once. Without a service for grades there is nothing to remember. */
export async function keepGradeLink(db: Db, { system, claims }: Launch<ResourceLaunch>, person: Pick<Person, "id">, quiz: Pick<OpenQuiz, "id">, at: Date): Promise<void> {
  const endpoint = claims[CLAIM.grades];
  if (!endpoint || !endpoint.scope.includes(SCOPE.score) || !(endpoint.lineitem ?? endpoint.lineitems)) return;
  await db.transaction(async (tx) => {
    const place = { system_id: system.id, person_id: person.id, quiz_id: quiz.id, deployment: claims[CLAIM.deployment], resource_link: claims[CLAIM.link].id, subject: claims.sub, endpoint: JSON.stringify(endpoint), created_at: at.toISOString() };
    const link = await upsertGradeLink(tx, place, endpoint.lineitem ?? null);
    if (link.state === "idle" && best(await listAttemptsAt(tx, person, [quiz.id]))) await queueGrades(tx, [place], at.toISOString());
  });
}

/** Whatever finishes an attempt or counts it anew calls this: learning systems are told what holds then. Practice is nobody's grade. */
export async function settleGrades(tx: Db, attempts: readonly Pick<Attempt, "person_id" | "quiz_id" | "practice_of">[], at: Date): Promise<void> {
  await queueGrades(tx, attempts.filter(({ practice_of }) => practice_of === null), at.toISOString());
}

/** How it went: the best attempt counts, as it does here. */
function best(attempts: readonly NamedAttempt[]): NamedAttempt | undefined {
  const finished = attempts.filter(({ finished_at, of }) => finished_at !== null && of > 0);
  const share = ({ score, of }: NamedAttempt) => (score ?? 0) / of;
  return finished.toSorted((one, other) => share(other) - share(one) || one.number - other.number)[0];
}

/** Longer than telling one takes: a token, a column and a score. */
const LEASE = 5 * MINUTE;
const WAITS = [1, 5, 15, 60, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE);

/**
 * Tells learning systems what waits to be told, as things stand at that moment, and says how many took it. What is not taken is tried again for two days, at longer and longer waits; a system that does not answer is left alone until the next call, so
 * that others need not wait for it. Where the privacy mode hides names, grades wait unless an administrator has said why they go all the same. Any number of processes may do so.
 */
export async function sendWaitingGrades(db: Db, book: GradeBook, mode: PrivacyMode, now: Clock, goesOn: () => boolean = () => true): Promise<number> {
  const silent: number[] = [];
  for (let told = 0; ;) {
    const waiting = goesOn() ? await findWaitingGrade(db, now().toISOString(), silent, mode !== "named") : undefined;
    if (!waiting) return told;
    if (!(await leaseGrade(db, waiting, later(now(), LEASE).toISOString()))) continue;
    const outcome = await tellOne(db, book, waiting, now());
    if (outcome === "told") told += 1;
    if (outcome === "silence") silent.push(waiting.system_id);
  }
}

async function tellOne(db: Db, book: GradeBook, link: WaitingGrade, at: Date): Promise<"told" | "silence" | "not told"> {
  const attempt = best(await listAttemptsAt(db, { id: link.person_id }, [link.quiz_id]));
  const quiz = await findQuizById(db, link.quiz_id);
  if (!attempt || !quiz) {
    await updateGradeLink(db, link, { state: "idle" });
    return "not told";
  }
  const timestamp = new Date(Math.max(at.getTime(), link.told_at === null ? 0 : Date.parse(link.told_at) + 1)).toISOString();
  const given = Math.round(((attempt.score ?? 0) / attempt.of) * GRADE_MAXIMUM * 100) / 100;
  const place = { lineItem: link.line_item, endpoint: gradeEndpoint.parse(JSON.parse(link.endpoint)), label: quiz.title, resourceId: quiz.slug, resourceLink: link.resource_link };
  const outcome = await book(link.system, place, { userId: link.subject, scoreGiven: given, scoreMaximum: GRADE_MAXIMUM, timestamp, activityProgress: "Completed", gradingProgress: "FullyGraded" }, at);
  const found = { ...(outcome.lineItem !== undefined && { line_item: outcome.lineItem }) };
  if (outcome.isTaken) await updateGradeLink(db, link, { ...found, state: "sent", sent_at: at.toISOString(), told_at: timestamp, tries: link.tries + 1, failure: null });
  else await noteFailure(db, link, { ...found, told_at: timestamp, failure: outcome.reason }, outcome.isFinal, at);
  return outcome.isTaken ? "told" : outcome.isSilent ? "silence" : "not told";
}

async function noteFailure(db: Db, link: WaitingGrade, what: { told_at: string; failure: string; line_item?: string }, isFinal: boolean, at: Date): Promise<void> {
  const wait = WAITS[link.tries];
  const isOver = isFinal || wait === undefined;
  await updateGradeLink(db, link, { ...what, tries: link.tries + 1, ...(isOver ? { state: "failed" } : { state: "queued", next_at: later(at, wait).toISOString() }) });
}
