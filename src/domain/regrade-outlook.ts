import { digest } from "../lib/ids.ts";
import type { GivenResponse } from "../storage/regrades.ts";
import type { Attempt } from "../storage/tables.ts";
import type { Changed } from "./counting.ts";

/** What a regrade comes to: `asked` attempts have the question on their paper, `answers` of it were given, and these results change. `digest` says on what all this rests. */
export interface Outlook { digest: string; asked: number; answers: number; changed: Changed[]; finished: number }

/** How many results go up, go down, are passed now, are not passed any more, and what becomes of certificates. */
export interface Totals { changed: number; up: number; down: number; passes: number; fails: number; given: number; revoked: number }

export function outlookOf(about: readonly unknown[], attempts: readonly Attempt[], answers: readonly GivenResponse[], changed: Changed[], all: number): Outlook {
  const world = JSON.stringify([about, attempts.map(({ id, score, of, finished_at }) => [id, score, of, finished_at !== null]), answers.map(({ id, score }) => [id, score]),
    changed.map(({ attempt, outcome }) => [attempt.id, outcome.score, outcome.of])]);
  return { digest: `${answers.length}.${digest(world)}`, asked: attempts.length, answers: answers.length, changed, finished: all - changed.length };
}

/** How many answers there were when the dry run was made. */
export function answersIn(ofOutlook: string): number {
  return Number.parseInt(ofOutlook, 10) || 0;
}

export function totalsOf({ changed }: Pick<Outlook, "changed">): Totals {
  const count = (is: (each: Changed) => boolean) => changed.filter(is).length;
  return {
    changed: changed.length, up: count((each) => shareAfter(each) > shareBefore(each)), down: count((each) => shareAfter(each) < shareBefore(each)),
    passes: count(({ passed, passes }) => passes && !passed), fails: count(({ passed, passes }) => passed && !passes),
    given: count(({ certificate }) => certificate === "given"), revoked: count(({ certificate }) => certificate === "revoked"),
  };
}

const FEW = 5;

/** Whether the totals may be broken down where nobody is named: no group among them is so small that it would tell who is in it. */
export function isBrokenDown(totals: Totals): boolean {
  return Object.values(totals).every((count: number) => count === 0 || count >= FEW);
}

function shareBefore({ attempt }: Changed): number {
  return attempt.of === 0 ? 0 : (attempt.score ?? 0) / attempt.of;
}

function shareAfter({ outcome }: Changed): number {
  return outcome.of === 0 ? 0 : (outcome.score ?? 0) / outcome.of;
}
