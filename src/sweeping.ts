import { finishOverdueAttempts } from "./domain/deadlines.ts";
import { MINUTE, type Clock } from "./lib/clock.ts";
import type { Db } from "./storage/tables.ts";

const EVERY = MINUTE / 2;

/** Finishes attempts whose time is up, now and then twice a minute; a round that fails is told and tried again. The function that comes back waits for the round in hand. */
export function startSweeping(db: Db, now: Clock): () => Promise<void> {
  const sweep = () => finishOverdueAttempts(db, now()).catch((error: unknown) => console.error("Attempts whose time is up could not be finished:", error));
  let round = sweep();
  const timer = setInterval(() => { round = round.then(sweep); }, EVERY);
  timer.unref();
  return () => { clearInterval(timer); return round; };
}
