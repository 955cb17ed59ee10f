import { setTimeout as wait } from "node:timers/promises";
import type Pg from "pg";
import { onDemand } from "../../lib/on-demand.ts";
import { CHANNEL } from "../news.ts";

const pg = onDemand<typeof Pg>("pg");

/** Somebody who listens until `stop`. */
export interface Ears { stop: () => Promise<void> }

const [FIRST_WAIT, LONGEST_WAIT, FAREWELL] = [100, 10_000, 1_000];

/** Hears what other processes tell, on a connection of its own that is opened anew whenever it is lost. After each opening `hear` is called too: something may have been missed. */
export function listenTo(connectionString: string, hear: () => void): Ears {
  const ending = new AbortController();
  const done = keepListening(connectionString, hear, ending.signal);
  return { stop: async () => { ending.abort(); await done; } };
}

async function keepListening(url: string, hear: () => void, ending: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => { ending.addEventListener("abort", () => resolve(), { once: true }); });
  for (let pause = FIRST_WAIT; !ending.aborted; pause = Math.min(2 * pause, LONGEST_WAIT)) {
    const isOpen = await listenOnce(url, hear, stopped);
    if (isOpen) pause = FIRST_WAIT;
    await wait(pause, undefined, { signal: ending, ref: false }).catch(() => undefined);
  }
}

/** Says whether there was a connection before it was lost. Its failures need no words: every page meets the same database. */
async function listenOnce(connectionString: string, hear: () => void, stopped: Promise<void>): Promise<boolean> {
  const client = new (pg().Client)({ connectionString, application_name: "debrief news", connectionTimeoutMillis: 5_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 });
  const isOver = new Promise<void>((resolve) => { client.once("end", resolve).on("error", () => resolve()); });
  client.on("notification", hear);
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    hear();
    await Promise.race([isOver, stopped]);
    return true;
  } catch {
    return false;
  } finally {
    await Promise.race([client.end().catch(() => undefined), wait(FAREWELL, undefined, { ref: false })]);
  }
}
