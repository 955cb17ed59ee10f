import { complain } from "./log.ts";
import { counter, looked, type Family } from "./metrics.ts";

/** Work that goes on in rounds; `stop` ends it and waits for the round in hand. */
export interface Rounds { stop: () => Promise<void> }
/** One of several things that are done in each round. */
export type Errand = readonly [name: string, deed: () => Promise<unknown>];

const runs = counter("debrief_errand_runs", "Errands that ended, by how.", ["errand", "outcome"]);
const seconds = counter("debrief_errand_seconds", "Time that errands took.", ["errand"]);
const going = new Map<string, { every: number; endedAt: number }>();
const lag = looked("debrief_rounds_lag_seconds", "gauge", "How long ago a round should have ended well; 0 where all is in time.", () =>
  [...going].map(([rounds, { every, endedAt }]) => ({ labels: { rounds }, value: Math.max(0, performance.now() - endedAt - every) / 1000 })));

export const ROUNDS_METRICS: readonly Family[] = [runs.family, seconds.family, lag];

/** Does the work now and again after every so many milliseconds, one round at a time; a round that fails is told and tried again. Long work asks `goesOn` now and then. */
export function startRounds(every: number, complaint: string, work: (goesOn: () => boolean) => Promise<void>, name = "other"): Rounds {
  const pace = { every, endedAt: performance.now() };
  let running: Promise<void> | undefined;
  let isStopped = false;
  const go = () => { running ??= work(() => !isStopped).then(() => { pace.endedAt = performance.now(); }).catch((error: unknown) => complain(complaint, error)).finally(() => { running = undefined; }); };
  const timer = setInterval(go, every);
  timer.unref();
  going.set(name, pace);
  go();
  return { stop: async () => { isStopped = true; clearInterval(timer); if (going.get(name) === pace) going.delete(name); await running; } };
}

/** One after the other; one that fails is told and keeps none of the others from being done. Throws an Error that names those that failed. */
export async function doErrands(errands: readonly Errand[], goesOn: () => boolean): Promise<void> {
  const failed: string[] = [];
  for (const [errand, deed] of errands) {
    if (!goesOn()) return;
    const began = performance.now();
    const outcome = await deed().then(() => "done", (error: unknown) => { complain("An errand failed", error, { errand }); failed.push(errand); return "failed"; });
    runs.add({ errand, outcome });
    seconds.add({ errand }, (performance.now() - began) / 1000);
  }
  if (failed.length > 0) throw new Error(`Errands that failed: ${failed.join(", ")}`);
}
