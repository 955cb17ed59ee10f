import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { createApp } from "./app.ts";
import { readConfig, type Config } from "./config.ts";
import { readSettings } from "./domain/installation.ts";
import { mustNotBeMoved } from "./domain/moving.ts";
import { noticePrivacy } from "./domain/privacy-changes.ts";
import { newSetupLink } from "./domain/setting-up.ts";
import { prepareContent } from "./domain/shipping.ts";
import { sessionSecret } from "./domain/secrets.ts";
import { keepRequests } from "./domain/directory-requests.ts";
import { keepShown } from "./domain/showing.ts";
import { startBackups, startErrands, startSweeping } from "./errands.ts";
import { systemClock, type Clock } from "./lib/clock.ts";
import type { Rounds } from "./lib/rounds.ts";
import { startHooks, startMailing } from "./mailing.ts";
import { openDatabase, patiently } from "./storage/database.ts";
import { migrate } from "./storage/migrations.ts";
import type { Db } from "./storage/tables.ts";

export interface Running { address: string; db: Db; close: () => Promise<void> }

/** One process: configuration, database, app, open for work. `close` lets requests in flight finish. */
export async function startServer(config: Config, now: Clock = systemClock): Promise<Running> {
  const db = openDatabase(config.databaseUrl);
  await patiently(db, async () => {
    await mustNotBeMoved(db);
    await migrate(db);
    await prepareContent(db, now(), config.contentDir);
    await noticePrivacy(db, await readSettings(db, config), now());
  });
  const secret = config.sessionSecret || (await sessionSecret(db));
  const app = createApp({ db, now, config, secret });
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(config.port, config.host, (error?: Error) => (error ? reject(error) : resolve(listening)));
  });
  const [sweeping, errands] = [startSweeping(db, now), [startErrands, startMailing, startHooks, startBackups].map((start) => start(db, config, secret, now))];
  return { address: addressOf(server, config), db, close: () => drain(server, db, sweeping, errands) };
}

function addressOf(server: Server, { host }: Config): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

const DRAIN_LIMIT = 8_000;
const DRAIN_STEP = 50;
/** A mail that is being handed in may end; its lease brings it back otherwise. */
const ERRAND_LIMIT = 3_000;

/** Requests in flight get their answers and are told that the connection ends; who has not finished by the limit is cut off. */
async function drain(server: Server, db: Db, sweeping: Rounds, errands: readonly Rounds[]): Promise<void> {
  server.prependListener("request", (_req: IncomingMessage, res: ServerResponse) => { res.setHeader("Connection", "close"); });
  const impatience = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT);
  const closing = setInterval(() => server.closeIdleConnections(), DRAIN_STEP);
  await new Promise<void>((resolve) => { server.close(() => resolve()); });
  clearTimeout(impatience);
  clearInterval(closing);
  await sweeping.stop();
  await Promise.race([Promise.all(errands.map(({ stop }) => stop())), wait(ERRAND_LIMIT, undefined, { ref: false })]);
  await keepShown(db);
  await keepRequests(db);
  await db.destroy();
}

/** Ends the process in good order when it is told to stop; a second signal ends it at once. */
export function closeOnSignals(running: Running): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void running.close().then(() => process.exit(0)));
}

async function main(): Promise<void> {
  const config = readConfig();
  const running = await startServer(config);
  const link = await newSetupLink(running.db, systemClock());
  const address = config.publicUrl.replace(/\/$/, "") || running.address;
  console.log(`Debrief is open at ${address}${link ? `\nNobody is registered yet. Make the first administrator within a day at\n  ${address}/setup/${link}` : ""}`);
  if (config.publicUrl.startsWith("https:") && config.trustProxy === 0) console.error("PUBLIC_URL is https, but TRUST_PROXY is 0: behind a proxy that ends https, set TRUST_PROXY=1, or nobody can sign in.");
  closeOnSignals(running);
}

/** Why a start failed, in words that say what to do. */
export function explainFailure(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  if (code === "EADDRINUSE") return "The port is taken by another program. Choose another one with PORT=...";
  if (code === "EACCES") return "This port may not be used. Choose one above 1023 with PORT=...";
  if (code === "ECONNREFUSED") return "The database does not answer. Check DATABASE_URL and that PostgreSQL is running.";
  return message ?? String(error);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main().catch((error: unknown) => {
    console.error(explainFailure(error));
    process.exit(1);
  });
}
