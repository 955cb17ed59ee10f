import { say, type Message } from "../../../../lib/messages.ts";
import { QtiError } from "./qti-error.ts";
import type { Atom } from "./values.ts";

/** What came of a response: its score, and which feedback is shown, by its place. */
export interface Marked { score: number; shown: ReadonlySet<number> }
/** Marks a response: the identifiers chosen, pairs ("a b"), identifiers in order, or what was typed. */
export type Mark = (given: readonly Atom[]) => Marked;

/** A feedback. `of` is the identifier by which it is shown, `choice` the choice in which it stands. */
export interface Told { html: string; of: string; choice?: string }

/** What the file says about right and wrong: how to mark, what is told, the responses that it calls correct, and the most marks that it names. */
export interface Key { mark: Mark; told: readonly Told[]; correct: readonly Atom[]; top?: number; points?: number; line: number; note: (message: Message) => void }

/** Giving no answer scores nothing here. */
export function noteBlank({ mark, note }: Key): void {
  if (mark([]).score > 0) note(say("qti.blank-scored"));
}

/** The score that is worth everything. A most that is named counts where it is reached but for rounding; otherwise what can be had is the most. */
export function topOf({ top, line }: Key, best: number): number {
  if (!(best > 0)) throw new QtiError(say("qti.no-right-answer"), line);
  return top !== undefined && Math.abs(best - top) <= top / 100 ? top : best;
}

/** A score as a fraction of the most, to seven digits as Moodle keeps them, from -1. */
export function fractionOf(score: number, top: number, note: Key["note"]): number {
  const fraction = Math.round((score / top) * 1e7) / 1e7;
  if (fraction >= -1) return fraction + 0;
  note(say("qti.more-than-all-lost"));
  return -1;
}

/** The default mark: the points that the file gives the question, or else the most that can be had. */
export function defaultMarkOf(key: Key, top: number): number {
  return key.points !== undefined && key.points > 0 ? key.points : top;
}
