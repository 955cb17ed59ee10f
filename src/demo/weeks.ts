import { answerQuestion } from "../domain/answering.ts";
import { startAttempt } from "../domain/attempts.ts";
import type { NumericQuestion, Question } from "../engine/questions/question.ts";
import type { Confidence } from "../engine/questions/confidence.ts";
import type { Chosen } from "../engine/questions/marking.ts";
import { DAY, HOUR, later, MINUTE } from "../lib/clock.ts";
import { formatNumber } from "../lib/numbers.ts";
import { pick, randomFrom, shuffled, type Random } from "../lib/random.ts";
import { findPaperQuestion } from "../storage/paper-items.ts";
import { listTeams, withAbove } from "../storage/teams.ts";
import type { Attempt, Db, Person, Quiz } from "../storage/tables.ts";

/** A quiz of the demo, when it was given out, to which team (null: everybody), and which share of them has taken it by now: of a step of a path, of those who took the one before. */
export interface Given { quiz: Quiz; givenAt: Date; share: number; teamId: number | null; isStep?: boolean }

const LEARNER = "learner@demo.example";

/** Weeks of work: each person takes some quizzes, well or less well, at office hours, through the same deeds as in life. */
export async function liveThroughWeeks(db: Db, people: readonly Person[], given: readonly Given[], now: Date, onStep: (done: number, of: number) => void): Promise<void> {
  const teams = await listTeams(db);
  for (const [index, person] of people.entries()) {
    onStep(index, people.length);
    const reach = withAbove(teams, person.team_id).map(({ id }) => id);
    const own = given.filter(({ teamId }) => teamId === null || reach.includes(teamId));
    await (person.email === LEARNER ? liveAsLearner(db, person, own, now) : livePlainly(db, person, own, now));
  }
  onStep(people.length, people.length);
}

async function livePlainly(db: Db, person: Person, given: readonly Given[], now: Date): Promise<void> {
  const random = randomFrom(`demo ${person.email}`);
  const skill = 0.45 + 0.5 * random();
  let isInStep = true;
  for (const { quiz, givenAt, share, isStep = false } of given) {
    const isTaken: boolean = random() < share && (isInStep || !isStep);
    if (isStep) isInStep = isTaken;
    if (isTaken) await takeQuiz(db, person, quiz, isStep ? dayOfWeek(givenAt, now, random) : officeTime(givenAt, now, random), skill, random);
  }
}

/** The learner's account shows every state: two quizzes and the weeks before this one done, one half-way, the others still to do. */
async function liveAsLearner(db: Db, person: Person, given: readonly Given[], now: Date): Promise<void> {
  const random = randomFrom(`demo ${person.email}`);
  for (const { quiz, givenAt } of given.slice(0, 2)) await takeQuiz(db, person, quiz, officeTime(givenAt, now, random), 0.75, random);
  for (const { quiz, givenAt } of given.filter(({ isStep }) => isStep).slice(0, -1)) await takeQuiz(db, person, quiz, dayOfWeek(givenAt, now, random), 0.75, random);
  const halfWay = given[2];
  if (halfWay) await takeQuiz(db, person, halfWay.quiz, later(now, -2 * HOUR), 0.8, random, 2);
}

async function takeQuiz(db: Db, person: Person, quiz: Quiz, startedAt: Date, skill: number, random: Random, most = Infinity): Promise<Attempt> {
  const attempt = await startAttempt(db, person, quiz, startedAt);
  let at = startedAt;
  for (let position = 1; position <= Math.min(attempt.of, most); position++) {
    at = later(at, (10 + 30 * random()) * 1000);
    const asked = await findPaperQuestion(db, attempt.id, position);
    const isRight = random() < skill;
    await answerQuestion(db, person, attempt, position, answerOf(JSON.parse(asked!.body) as Question, isRight, random), at, feelingOf(isRight, random));
  }
  return attempt;
}

/** Most who are right are sure, and some who are wrong. It is kept where a quiz asks for it. */
function feelingOf(isRight: boolean, random: Random): Confidence | null {
  const chance = random();
  if (chance > 0.9) return null;
  return chance < (isRight ? 0.55 : 0.25) ? "sure" : chance < 0.7 ? "think" : "guess";
}

/** A right answer, or one that somebody could really give. */
function answerOf(question: Question, isRight: boolean, random: Random): Chosen {
  if (question.kind === "matching") return isRight ? question.pairs.map(({ response }) => response) : shuffled(question.responses, random).slice(0, question.pairs.length);
  if (question.kind === "ordering") return isRight ? question.sequence.map(({ id }) => id) : shuffled(question.sequence.map(({ id }) => id), random);
  if (question.kind === "numeric") return [formatNumber(isRight ? question.answer.value : missed(question.answer))];
  if (question.kind === "short") return [isRight ? question.answer.accept[0]! : pick(question.answer.reject, random) ?? "No idea"];
  const right = question.options.filter(({ correct }) => correct).map(({ id }) => id);
  const wrong = question.options.filter(({ correct }) => !correct).map(({ id }) => id);
  if (isRight) return right;
  return question.kind === "multiple" ? [...right.slice(1), pick(wrong, random)!] : [pick(wrong, random)!];
}

/** A figure outside the tolerance, but of the same order. */
function missed({ value, tolerance }: NumericQuestion["answer"]): number {
  return Math.ceil(value + tolerance + Math.max(1, Math.abs(value) / 2));
}

/** Between 9 and 17 o'clock on a working day, within three weeks after the quiz was given out and before now. */
function officeTime(givenAt: Date, now: Date, random: Random): Date {
  const span = Math.max(DAY, Math.min(21 * DAY, now.getTime() - givenAt.getTime() - DAY));
  let day = later(givenAt, Math.floor((random() * span) / DAY) * DAY);
  while ([0, 6].includes(day.getUTCDay())) day = later(day, -DAY);
  day.setUTCHours(9, 0, 0, 0);
  const at = later(day, random() * 8 * HOUR);
  return at < now ? at : later(now, -MINUTE * (5 + 60 * random()));
}

/** Some time of day within the seven days from then on, and before now. */
function dayOfWeek(from: Date, now: Date, random: Random): Date {
  const at = later(from, Math.floor(random() * 7) * DAY + (9 + 8 * random()) * HOUR);
  return at < now ? at : later(from, (now.getTime() - from.getTime()) * (0.5 + 0.45 * random()));
}
