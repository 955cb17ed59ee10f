import { default_w, FSRSAlgorithm } from "ts-fsrs";
import { DAY, later } from "../../lib/clock.ts";
import type { RecallGrade } from "./grading.ts";
import { daysUntil, DEFAULT_DECAY, type Memory } from "./memory.ts";

/** What the schedule knows of one memory; see `Memory`. */
export type Trace = Pick<Memory, "stability" | "difficulty" | "dueAt" | "lastAt" | "reps" | "lapses"> & { decay: number };

/** The 21 parameters of FSRS-6, w0 to w20. */
export type Weights = readonly number[];

export const DEFAULT_WEIGHTS: Weights = default_w;

/** What is known of how this installation forgets (fitting.ts) and of how much longer this person's memories last than others' (pace.ts). */
export interface Habits { weights: Weights; pace: number }

export const DEFAULT_HABITS: Habits = { weights: DEFAULT_WEIGHTS, pace: 1 };

/** The least stability, in days, that FSRS computes with. */
const SHORTEST = 0.001;

/** A fact comes back when nine in ten would still recall it. */
export const WANTED_RECALL = 0.9;

/** Awareness training was still seen to work after four months and not after six (Reinheimer et al., SOUPS 2020), so nothing waits longer than five. */
export const LONGEST_WAIT = 150;

/**
 * What is remembered after a fact was asked and its answer shown; `before` is undefined the first time. FSRS-6 as ts-fsrs 5 computes it (https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm#fsrs-6;
 * Ye, Su and Cao, "A stochastic shortest path algorithm for optimizing spaced repetition scheduling", KDD 2022), without chance: the same answers at the same times give the same memory.
 * Times are whole days, as FSRS has them: twice within twelve hours is the same day. The next time is a day later at the earliest. A last time more than a day ahead is that of a clock that was wrong, and counts no more.
 */
export function remember(before: Trace | undefined, grade: RecallGrade, at: Date, { weights, pace }: Habits = DEFAULT_HABITS): Trace {
  const days = before ? Math.max(0, Math.round((at.getTime() - Date.parse(before.lastAt)) / DAY)) : 0;
  const state = before ? { stability: Math.max(SHORTEST, before.stability / pace), difficulty: before.difficulty } : null;
  const next = algorithmOf(weights).next_state(state, days, grade);
  const [stability, difficulty] = [Math.max(SHORTEST, next.stability * pace), next.difficulty];
  const lapsed = before !== undefined && grade === 1;
  const ahead = before ? Date.parse(before.lastAt) - at.getTime() : 0;
  const lastAt = before && ahead > 0 && ahead <= DAY ? before.lastAt : at.toISOString();
  const decay = weights[20] ?? DEFAULT_DECAY;
  const dueAt = later(new Date(lastAt), waitOf(stability, decay) * DAY).toISOString();
  return { stability, difficulty, decay, lastAt, dueAt, reps: (before?.reps ?? 0) + 1, lapses: (before?.lapses ?? 0) + (lapsed ? 1 : 0) };
}

/** After how many whole days a memory as stable as this is refreshed. */
export function waitOf(stability: number, decay?: number): number {
  return Math.min(LONGEST_WAIT, Math.max(1, Math.round(daysUntil(WANTED_RECALL, stability, decay))));
}

const known = new WeakMap<Weights, FSRSAlgorithm>();

/** FSRS with these parameters and nothing left to chance. */
export function algorithmOf(weights: Weights): FSRSAlgorithm {
  const made = known.get(weights) ?? new FSRSAlgorithm({ w: [...weights], enable_fuzz: false, enable_short_term: true });
  known.set(weights, made);
  return made;
}
