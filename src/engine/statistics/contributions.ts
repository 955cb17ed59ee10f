import { groupBy } from "../../lib/groups.ts";
import { daysLater } from "../../lib/zones.ts";
import type { Fading } from "../learning/memory.ts";
import { binOf, weighed, type MemoryBins } from "../learning/memory-bins.ts";
import { isPassed } from "../questions/score.ts";
/**
 * What one person adds to the figures of their teams: by key, a number in thousandths from 0 to 1000 and how many answers it rests on. Nobody counts more than once in a figure, so nobody outweighs the others.
 * A key is `measure|subject|period`. Measures: `head`; `assigned` (subject: a quiz, period: the day it is due; 1000 if done); `reached` (the same, of quizzes that come after others in a path; 1000 if the steps before are done, or it is itself); `closed` (the same, of quizzes that open on a day, period: the day before; 1000 if done); `finished` (1000 if passed in any attempt); `first` (score of the first attempt);
 * `member` (subject: an assignment; its audience), `todo` (has something open of it, period: its earliest day), `until` (the same, but it stops counting at the moment that is the period), `exempt` (from it, until the period),
 * `done` (has done something of it and, from the moment that is the period on, nothing left to do);
 * `extra` (finished without being assigned); `open`; `right` and `sure` (sure and wrong, of the answers that said how sure), by month and by `all`, `t:` topic, `l:` level, `m:` mechanism questions of a topic.
 */
export type Contribution = Record<string, [amount: number, answers: number]>;

/** One attempt that counts; `score` is null while it is open. */
export interface CountedAttempt { quiz_id: number; number: number; score: number | null; of: number; finished: boolean; pass_percent: number }
/** Answers of one month that are alike; `points` is in thousandths. */
export interface CountedAnswers { month: string; topic: string; level: string; answers: number; points: number; said: number; sure_wrong: number }
/** `due` and `opens` are days, empty where there are none; `done` as the assignment has it. `follows`: another step of a path comes before it; `waits`: one that is still open. */
export interface CountedDuty { quiz_id: number; due: string; opens: string; done: boolean; follows: boolean; waits: boolean }

/** One duty of an assignment; `until`: the moment from which one that is not done does not count any more, empty where there is none. */
export interface CountedTask { assignment_id: number; due: string; until: string; state: "open" | "done" | "exempt" }

/** What a person was given, did and passed; `memberships` are the assignments whose audience they are in. */
export function dutiesOf(attempts: readonly CountedAttempt[], duties: readonly CountedDuty[], memberships: readonly number[] = [], tasks: readonly CountedTask[] = []): Contribution {
  const made: Contribution = { "head||": [1000, 0], ...tasksOf(memberships, tasks) };
  const due = earliest(duties);
  const finished = new Set(attempts.filter((attempt) => attempt.finished).map(({ quiz_id }) => quiz_id));
  for (const [quiz, { day, opens, done, follows, waits }] of due) {
    made[`assigned|${quiz}|${day}`] = [done ? 1000 : 0, 0];
    if (opens !== "") made[`closed|${quiz}|${daysLater(opens, -1)}`] = [done ? 1000 : 0, 0];
    if (follows && day !== "") made[`reached|${quiz}|${day}`] = [waits ? 0 : 1000, 0];
  }
  for (const quiz of finished) {
    const passed = attempts.some((attempt) => attempt.quiz_id === quiz && attempt.finished && isPassed(attempt.score ?? 0, attempt.of, attempt.pass_percent));
    made[`finished|${quiz}|`] = [passed ? 1000 : 0, 0];
    if (!due.has(quiz)) made[`extra|${quiz}|`] = [1000, 0];
  }
  for (const { quiz_id, number, score, of } of attempts.filter((attempt) => attempt.finished)) if (number === 1) made[`first|${quiz_id}|`] = [thousandths(score ?? 0, of), 0];
  for (const { quiz_id } of attempts.filter((attempt) => !attempt.finished)) if (!finished.has(quiz_id)) made[`open|${quiz_id}|`] = [1000, 0];
  return made;
}

/** Of each assignment a person is once in its audience, has once something to do, and is once exempt. */
function tasksOf(memberships: readonly number[], tasks: readonly CountedTask[]): Contribution {
  const made: Contribution = Object.fromEntries(memberships.map((id): [string, [number, number]] => [`member|${id}|`, [1000, 0]]));
  for (const [id, its] of groupBy(tasks, ({ assignment_id }) => String(assignment_id))) {
    const [open, exempt, done] = (["open", "exempt", "done"] as const).map((state) => its.filter((task) => task.state === state)) as [CountedTask[], CountedTask[], CountedTask[]];
    const endless = open.filter(({ until }) => until === "");
    if (endless.length > 0) made[`todo|${id}|${endless.map(({ due }) => due).filter(Boolean).sort()[0] ?? ""}`] = [1000, 0];
    else if (open.length > 0) made[`until|${id}|${latest(open)}`] = [1000, 0];
    if (exempt.length > 0) made[`exempt|${id}|${exempt.some(({ until }) => until === "") ? "" : latest(exempt)}`] = [1000, 0];
    if (done.length > 0 && endless.length === 0 && memberships.includes(Number(id))) made[`done|${id}|${open.length > 0 ? latest(open) : ""}`] = [1000, 0];
  }
  return made;
}

function latest(tasks: readonly CountedTask[]): string {
  return tasks.map(({ until }) => until).sort().at(-1)!;
}

/** How well a person answered, month by month. */
export function answersOf(rows: readonly CountedAnswers[]): Contribution {
  const sums = new Map<string, AnswerSums>();
  for (const { month, topic, level, ...row } of rows) {
    addAnswers(sums, `all|${month}`, row);
    addAnswers(sums, `t:${topic}|${month}`, row);
    addAnswers(sums, `l:${level}|${month}`, row);
    if (level === "mechanism") addAnswers(sums, `m:${topic}|${month}`, row);
  }
  const made: Contribution = {};
  for (const [key, { answers, points, said, sure_wrong }] of sums) {
    made[`right|${key}`] = [Math.round(points / answers), answers];
    if (said > 0) made[`sure|${key}`] = [thousandths(sure_wrong, said), said];
  }
  return made;
}

type AnswerSums = Omit<CountedAnswers, "month" | "topic" | "level">;

function addAnswers(sums: Map<string, AnswerSums>, key: string, { answers, points, said, sure_wrong }: AnswerSums): void {
  const sum = sums.get(key);
  if (!sum) { sums.set(key, { answers, points, said, sure_wrong }); return; }
  sum.answers += answers;
  sum.points += points;
  sum.said += said;
  sum.sure_wrong += sure_wrong;
}

/** The bins of a person's memories, topic by topic. */
export type BinnedMemories = Record<string, string[]>;

export function binnedOf(memories: readonly (Fading & { topic: string })[]): BinnedMemories {
  return Object.fromEntries([...groupBy(memories, ({ topic }) => topic)].map(([topic, some]) => [topic, some.map(binOf).sort()]));
}

/** What a person remembers, by topic; the empty topic is all of it. */
export function memoriesOf(binned: BinnedMemories): Record<string, MemoryBins> {
  const all = Object.values(binned).flat();
  return { ...(all.length > 0 && { "": weighed(all) }), ...Object.fromEntries(Object.entries(binned).map(([topic, bins]) => [topic, weighed(bins)])) };
}

/** Each quiz once: by the earliest day of what is open, done where all of it is. It opens when the first of it does. */
function earliest(duties: readonly CountedDuty[]): Map<number, Omit<CountedDuty, "quiz_id" | "due"> & { day: string }> {
  const byQuiz = groupBy(duties, ({ quiz_id }) => String(quiz_id));
  return new Map([...byQuiz].map(([quiz, its]) => {
    const open = its.filter(({ done }) => !done);
    const asked = open.length > 0 ? open : its;
    const day = asked.map(({ due }) => due).filter((due) => due !== "").sort()[0] ?? "";
    const then = asked.filter(({ due }) => due === day);
    return [Number(quiz), { day, opens: its.map(({ opens }) => opens).sort()[0]!, done: open.length === 0, follows: then.every(({ follows }) => follows), waits: then.every(({ waits }) => waits) }];
  }));
}

function thousandths(part: number, whole: number): number {
  return Math.min(1000, Math.max(0, Math.round((1000 * part) / whole)));
}
