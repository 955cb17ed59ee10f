/**
 * A year of a thousand simulated people who forget by a model that is not the scheduler's (test/support/learners.ts): `npm run bench -- remembering [PEOPLE]`.
 * Prints predicted and true recall in bins, which must be within five points of each other, and how many reviews a fixed interval needs for the same recall.
 * Each person meets five new facts every four weeks, comes on three working days in five, and answers at most three reviews a day; one answer in three would be right by blind guessing.
 * The installation fits its parameters every four weeks from the answers given so far, as the server does.
 */
import { fitAtOnce, type Answered, type History } from "../src/engine/learning/fitting.ts";
import { recallAt } from "../src/engine/learning/memory.ts";
import { paceOf } from "../src/engine/learning/pace.ts";
import { DEFAULT_HABITS, remember, type Habits, type Trace } from "../src/engine/learning/scheduling.ts";
import { DAY, later } from "../src/lib/clock.ts";
import { randomFrom, shuffled } from "../src/lib/random.ts";
import { makeLearner, meet, newTraces, trueRecall, type Learner, type Traces } from "../test/support/learners.ts";

const START = new Date("2026-01-05T09:00:00Z");
const [DAYS, MONTH, NEW_FACTS, PER_DAY] = [364, 28, 5, 3];
const [PRESENT, KNOWN_BEFORE, CHANCE] = [0.6, 0.3, 1 / 3];
const HISTORIES = 1_500;
/** Days of the longest fixed interval that is tried. */
const LONGEST = 120;
const TOLERANCE = 0.05;
/** A bin with fewer predictions than this share of all says little. */
const TELLING = 0.002;

interface Held { traces: Traces; history: (Answered & { at: Date })[]; memory?: Trace; lastDay: number }
interface Person { learner: Learner; facts: Held[]; habits: Habits }
interface Bin { predictions: number; predicted: number; recalled: number }
interface Outcome { reviews: number; recall: number; monthly: Bin[]; asked: Bin[] }
type Due = (held: Held, day: number, at: Date) => boolean;

const newBins = (): Bin[] => Array.from({ length: 10 }, () => ({ predictions: 0, predicted: 0, recalled: 0 }));

function note(bins: Bin[], predicted: number, recalled: number): void {
  const bin = bins[Math.min(9, Math.floor(predicted * 10))]!;
  bin.predictions += 1;
  bin.predicted += predicted;
  bin.recalled += recalled;
}

/** A year for everybody. Without a rule of its own the scheduler says what is due, and its predictions are compared with the truth. */
function live(people: number, most: number, isDue?: Due): Outcome {
  const everybody = Array.from({ length: people }, (_, place): Person => ({ learner: makeLearner(`learner ${place}`), facts: [], habits: DEFAULT_HABITS }));
  const outcome: Outcome = { reviews: 0, recall: 0, monthly: newBins(), asked: newBins() };
  let looks = 0;
  for (let day = 0; day < DAYS; day++) {
    const at = later(START, day * DAY);
    for (const person of everybody) {
      const { learner, facts } = person;
      if (day % MONTH === MONTH - 1) for (const held of facts) {
        const recalled = trueRecall(learner, held.traces, day);
        outcome.recall += recalled;
        looks += 1;
        if (!isDue) note(outcome.monthly, recallAt(held.memory!, at), recalled);
      }
      if (day % MONTH === 0) for (let place = 0; place < NEW_FACTS; place++) facts.push(firstMet(person, day, at));
      else if (day % 7 < 5 && learner.random() < PRESENT) outcome.reviews += review(person, day, at, most, isDue, outcome);
    }
    if (!isDue && day % MONTH === MONTH - 1) refit(everybody);
  }
  return { ...outcome, recall: outcome.recall / looks };
}

function firstMet({ learner, habits }: Person, day: number, at: Date): Held {
  const held: Held = { traces: newTraces(learner.random), history: [], lastDay: day };
  if (learner.random() < KNOWN_BEFORE) meet(held.traces, day - 30 - 60 * learner.random());
  answer(learner, held, day, at, habits);
  return held;
}

function review({ learner, facts, habits }: Person, day: number, at: Date, most: number, isDue: Due | undefined, { asked }: Outcome): number {
  const due = facts.filter((held) => (isDue ? isDue(held, day, at) : Date.parse(held.memory!.dueAt) <= at.getTime()));
  const chosen = (isDue ? due : due.sort((a, b) => recallAt(a.memory!, at) - recallAt(b.memory!, at))).slice(0, most);
  for (const held of chosen) {
    if (!isDue) note(asked, recallAt(held.memory!, at), trueRecall(learner, held.traces, day));
    answer(learner, held, day, at, habits);
  }
  return chosen.length;
}

function answer(learner: Learner, held: Held, day: number, at: Date, habits: Habits): void {
  const recall = trueRecall(learner, held.traces, day);
  const grade = learner.random() < recall + (1 - recall) * CHANCE ? 3 : 1;
  held.history.push({ days: held.history.length === 0 ? 0 : day - held.lastDay, grade, chance: CHANCE, pace: habits.pace, at });
  held.memory = remember(held.memory, grade, at, habits);
  held.lastDay = day;
  meet(held.traces, day);
}

/** What the server does every four weeks: parameters from a sample of the answers so far, a pace for each person, and every memory computed anew. */
function refit(everybody: readonly Person[]): void {
  const all = everybody.flatMap(({ facts }) => facts).map(({ history }) => history).filter(({ length }) => length > 1);
  const weights = fitAtOnce(shuffled<History>(all, randomFrom("fit")).slice(0, HISTORIES));
  for (const person of everybody) {
    person.habits = { weights, pace: paceOf(person.facts.map(({ history }) => history), weights) };
    for (const held of person.facts) {
      for (const each of held.history) each.pace = person.habits.pace;
      delete held.memory;
      for (const { grade, at } of held.history) held.memory = remember(held.memory, grade, at, person.habits);
    }
  }
}

/** How many reviews a fixed interval takes for just this recall, and which: between the two intervals, in whole days, that give a little more and a little less. */
function fixedAs(recall: number, people: number): { interval: number; reviews: number } {
  const withInterval = (interval: number) => live(people, Infinity, (held, day) => day - held.lastDay >= interval);
  let [shorter, longer] = [withInterval(1), withInterval(LONGEST)];
  let [from, to] = [1, LONGEST];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    const outcome = withInterval(middle);
    if (outcome.recall >= recall) [from, shorter] = [middle, outcome];
    else [to, longer] = [middle, outcome];
  }
  const share = (shorter.recall - recall) / (shorter.recall - longer.recall);
  return { interval: from + share, reviews: (shorter.reviews + share * (longer.reviews - shorter.reviews)) / people };
}

function printBins(title: string, bins: readonly Bin[]): number {
  const all = bins.reduce((sum, { predictions }) => sum + predictions, 0);
  console.log(`${title} (${all} predictions)\n   predicted  true    difference  share of predictions`);
  let worst = 0;
  for (const { predictions, predicted, recalled } of bins) {
    if (predictions === 0) continue;
    const [mean, truth] = [predicted / predictions, recalled / predictions];
    const counts = predictions / all >= TELLING;
    if (counts) worst = Math.max(worst, Math.abs(mean - truth));
    console.log(`   ${(100 * mean).toFixed(1).padStart(7)} %  ${(100 * truth).toFixed(1).padStart(5)} % ${(100 * (mean - truth)).toFixed(1).padStart(8)}  ${((100 * predictions) / all).toFixed(2).padStart(9)} %${counts ? "" : "  (too few to count)"}`);
  }
  return worst;
}

function main(): void {
  const people = Number(process.argv[2] ?? 1_000);
  const scheduled = live(people, PER_DAY);
  const worst = Math.max(printBins("Every fact, every four weeks", scheduled.monthly), printBins("At the moment of a review", scheduled.asked));
  console.log(`Widest gap: ${(100 * worst).toFixed(1)} points, at most ${100 * TOLERANCE}: ${worst <= TOLERANCE ? "held" : "NOT HELD"}`);
  const few = Math.min(people, 200);
  const [own, fixed] = [scheduled.reviews / people, fixedAs(scheduled.recall, few)];
  console.log(`Reviews a person in the year for a mean recall of ${(100 * scheduled.recall).toFixed(1)} %: ${own.toFixed(0)}; every ${fixed.interval.toFixed(1)} days: ${fixed.reviews.toFixed(0)} (${few} people, no limit a day): ${own < fixed.reviews ? `${(100 * (1 - own / fixed.reviews)).toFixed(0)} % fewer` : "NOT FEWER"}`);
  if (worst > TOLERANCE || own >= fixed.reviews) process.exitCode = 1;
}

main();
