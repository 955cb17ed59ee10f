import { timingSafeEqual } from "node:crypto";
import { Router, type RequestHandler } from "express";
import { bearerIn } from "../lib/bearer.ts";
import { digest } from "../lib/ids.ts";
import { CONTENT_TYPES, exposed, expositionFor } from "../lib/exposition.ts";
import { looked, type Family } from "../lib/metrics.ts";
import { watchProcess } from "../lib/process-metrics.ts";
import { ROUNDS_METRICS } from "../lib/rounds.ts";
import { findShape } from "../storage/shape.ts";
import { WRITER_METRICS } from "../storage/sqlite/writer-metrics.ts";
import { countConnections, countWaiting } from "../storage/waiting.ts";
import { backupFamilies } from "./backup-metrics.ts";
import type { Deps } from "./deps.ts";
import { HTTP_METRICS } from "./http/observe.ts";
import { VERSION } from "../lib/version.ts";

/** `/metrics` on the port of the pages: only with a token, else it is not there. */
export function metricsBehindToken(deps: Deps): Router {
  const { token } = deps.config.metrics;
  return token === "" ? Router() : Router().get("/metrics", mustShow(token), figures(deps));
}

/** `/metrics` on a port of its own: for whoever reaches it, and with the token where there is one. */
export function metricsAlone(deps: Deps): RequestHandler[] {
  const { token } = deps.config.metrics;
  return [...(token === "" ? [] : [mustShow(token)]), figures(deps)];
}

function mustShow(token: string): RequestHandler {
  const wanted = Buffer.from(digest(token));
  return (req, res, next) => {
    const given = bearerIn(req.get("authorization"));
    if (given !== undefined && timingSafeEqual(Buffer.from(digest(given)), wanted)) return next();
    res.status(401).set({ "WWW-Authenticate": 'Bearer realm="metrics"', "Cache-Control": "no-store" }).type("text").send("Send METRICS_TOKEN as a bearer token.\n");
  };
}

let watched: Family[] | undefined;

/** Figures about the process are kept from here on. */
function figures({ db, now, config }: Deps): RequestHandler {
  watched ??= watchProcess(new Date(now().getTime() - performance.now()));
  const ofProcess = watched;
  return async (req, res) => {
    const format = expositionFor(req.get("accept"));
    const families = [...HTTP_METRICS, ...WRITER_METRICS, ...ROUNDS_METRICS, ...connections(db), ...(await ofDatabase(db, config, now())), ...ofProcess];
    res.set({ "Content-Type": CONTENT_TYPES[format], "Cache-Control": "no-store" }).end(exposed(families, format));
  };
}

function connections(db: Deps["db"]): Family[] {
  return [looked("debrief_database_connections", "gauge", "Connections to the database; on SQLite, places in its queue.", () => Object.entries(countConnections(db)).map(([state, value]) => ({ labels: { state }, value })))];
}

/** Where the database does not answer, the other figures are told all the same. */
async function ofDatabase(db: Deps["db"], config: Deps["config"], at: Date): Promise<Family[]> {
  const found = await Promise.all([countWaiting(db, at), findShape(db), backupFamilies(db, config, at)]).catch(() => undefined);
  const up = looked("debrief_database_up", "gauge", "Whether the database answers.", () => [{ value: found ? 1 : 0 }]);
  if (!found) return [up];
  const [{ sessions, ...waiting }, { taken }, backups] = found;
  return [
    up, looked("debrief_sessions", "gauge", "Sessions that have not run out.", () => [{ value: sessions }]),
    looked("debrief_outbox", "gauge", "What waits to go out.", () => Object.entries(waiting).map(([kind, value]) => ({ labels: { kind }, value }))),
    looked("debrief_build_info", "gauge", "What runs here.", () => [{ labels: { version: VERSION, node: process.version, shape: taken.at(-1) ?? "" }, value: 1 }]),
    ...backups,
  ];
}
