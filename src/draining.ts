import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Rounds } from "./lib/rounds.ts";
import type { Life } from "./web/deps.ts";

const STEP = 50;
/** What is still to be kept when nobody is served any more: a database that does not answer is waited for no longer than this. */
const LAST_WORDS = 1_500;

/** In milliseconds: `limit` for all of it, of which `wait` is the time in which connections are still taken although /readyz says no. */
export interface Drain { limit: number; wait: number }
interface Held { life: Life; servers: readonly Server[]; rounds: readonly Rounds[]; keep: () => Promise<unknown> }

/** Says that it ends, then takes nobody in; requests in flight get their answers, and who has not finished by the limit is cut off. Work in the background ends meanwhile; its leases bring back what does not. */
export async function drain({ life, servers, rounds, keep }: Held, { limit, wait: notice }: Drain): Promise<void> {
  const end = performance.now() + limit;
  life.isEnding = true;
  const resting = Promise.all(rounds.map(({ stop }) => stop()));
  for (const server of servers) server.prependListener("request", (_req: IncomingMessage, res: ServerResponse) => { res.setHeader("Connection", "close"); });
  if (notice > 0) await wait(Math.min(notice, limit));
  await Promise.all(servers.map((server) => closed(server, end)));
  await Promise.race([resting, wait(Math.max(STEP, end - performance.now()), undefined, { ref: false })]);
  await Promise.race([keep(), wait(LAST_WORDS, undefined, { ref: false })]);
}

async function closed(server: Server, end: number): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), Math.max(0, end - performance.now()));
  const closing = setInterval(() => server.closeIdleConnections(), STEP);
  await new Promise<void>((resolve) => { server.close(() => resolve()); });
  clearTimeout(impatience);
  clearInterval(closing);
}
