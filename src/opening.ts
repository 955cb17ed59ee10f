import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { keepRequests } from "./domain/directory-requests.ts";
import { mustBeFinished } from "./domain/finishing-restores.ts";
import { readSettings } from "./domain/installation.ts";
import { mustNotBeMoved } from "./domain/moving.ts";
import { noticePrivacy } from "./domain/privacy-changes.ts";
import { sessionSecret } from "./domain/secrets.ts";
import { prepareContent } from "./domain/shipping.ts";
import { keepShown } from "./domain/showing.ts";
import { prepareShape } from "./domain/upgrading.ts";
import { drain } from "./draining.ts";
import { startBackups, startErrands, startSweeping } from "./errands.ts";
import { systemClock, type Clock } from "./lib/clock.ts";
import { configureLog } from "./lib/log.ts";
import { listening, serverFor, usualPatience, type Patience } from "./listening.ts";
import { startHooks, startMailing } from "./mailing.ts";
import { patiently } from "./storage/database.ts";
import { openDatabases, type Databases } from "./storage/databases.ts";
import { watchCommits } from "./storage/sqlite/client.ts";
import type { Db } from "./storage/tables.ts";
import type { Deps } from "./web/deps.ts";
import { health } from "./web/health.ts";
import { metricsAlone } from "./web/metrics.ts";

export interface Running { address: string; metrics: string | undefined; db: Db; close: () => Promise<void> }

/** One process: configuration, database, app, open for work. `close` lets requests in flight finish. */
export async function startServer(config: Config, now: Clock = systemClock): Promise<Running> {
  configureLog({ format: config.log.format, level: config.log.level ?? "info" });
  const databases = openDatabases(config);
  try {
    return await open(databases, config, now);
  } catch (error) {
    await databases.close().catch(() => undefined);
    throw error;
  }
}

async function open({ db, errands, close }: Databases, config: Config, now: Clock): Promise<Running> {
  await patiently(errands, async () => {
    await mustNotBeMoved(errands);
    await mustBeFinished(errands);
    await prepareShape(errands, config, now());
    await prepareContent(errands, now(), config.contentDir);
    await noticePrivacy(errands, await readSettings(errands, config), now());
  });
  await watchCommits(db);
  const secret = config.sessionSecret || (await sessionSecret(db));
  const life = { isEnding: false };
  const deps: Deps = { db, now, config, secret, life };
  const patience = usualPatience(config);
  const server = await listening(serverFor(createApp(deps), patience), config.port, config.host);
  const apart = await openMetrics(deps, patience);
  const rounds = [startSweeping(errands, now), ...[startErrands, startMailing, startHooks, startBackups].map((start) => start(errands, config, secret, now))];
  const keep = async () => { await keepShown(db); await keepRequests(db); await close(); };
  return {
    db, address: addressOf(server, config.host), metrics: apart && addressOf(apart, config.metrics.host),
    close: () => drain({ life, servers: apart ? [server, apart] : [server], rounds, keep }, config.drain),
  };
}

/** A port of its own for whoever watches, where one is named. */
async function openMetrics(deps: Deps, patience: Patience): Promise<Server | undefined> {
  const { port, host } = deps.config.metrics;
  if (port === undefined) return undefined;
  const app = express().disable("x-powered-by").use(health(deps)).get("/metrics", ...metricsAlone(deps));
  return listening(serverFor(app, patience), port, host);
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
