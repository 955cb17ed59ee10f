/** Work that goes on in rounds; `stop` ends it and waits for the round in hand. */
export interface Rounds { stop: () => Promise<void> }

/** Does the work now and again after every so many milliseconds, one round at a time; a round that fails is told and tried again. Long work asks `goesOn` now and then. */
export function startRounds(every: number, complaint: string, work: (goesOn: () => boolean) => Promise<void>): Rounds {
  let running: Promise<void> | undefined;
  let isStopped = false;
  const go = () => { running ??= work(() => !isStopped).catch((error: unknown) => console.error(complaint, error)).finally(() => { running = undefined; }); };
  const timer = setInterval(go, every);
  timer.unref();
  go();
  return { stop: async () => { isStopped = true; clearInterval(timer); await running; } };
}
