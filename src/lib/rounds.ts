/** Work that goes on in rounds; `stop` ends it and waits for the round in hand. */
export interface Rounds { stop: () => Promise<void> }

/** Does the work now and again after every so many milliseconds, one round at a time; a round that fails is told and tried again. */
export function startRounds(every: number, complaint: string, work: () => Promise<void>): Rounds {
  let running: Promise<void> | undefined;
  const go = () => { running ??= work().catch((error: unknown) => console.error(complaint, error)).finally(() => { running = undefined; }); };
  const timer = setInterval(go, every);
  timer.unref();
  go();
  return { stop: async () => { clearInterval(timer); await running; } };
}
