import { randomUUID } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import { note, type Level } from "../../lib/log.ts";
import { counter, histogram, looked, type Family } from "../../lib/metrics.ts";
import { patternOf } from "./route-pattern.ts";

declare global {
  namespace Express {
    interface Locals { requestId: string }
  }
}

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const requests = counter("debrief_http_requests", "Requests that were answered, by the pattern of their route.", ["method", "route", "status"]);
const durations = histogram("debrief_http_request_duration_seconds", "From the head of a request to the end of its answer.", BOUNDS, ["route"]);
const dropped = counter("debrief_http_connections_dropped", "Connections that were closed because there were too many.");
let open = 0;

export function noteDropped(): void {
  dropped.add({});
}

export const HTTP_METRICS: readonly Family[] = [
  requests.family, durations.family, dropped.family, looked("debrief_http_requests_in_flight", "gauge", "Requests that wait for their answer.", () => [{ value: open }]),
];

/** What a proxy may call a request: it goes into logs and pages as it is. */
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;
/** Asked for many times a minute, or beside each page. */
const QUIET = new Set(["/healthz", "/readyz", "/metrics", "/assets/*"]);

/** Names each request, counts it, and notes a line when its answer ended: by the pattern of its route, without path, query, person or address. */
export function observe(proxies: number): RequestHandler {
  return (req, res, next) => {
    const began = performance.now();
    const sentBefore = req.socket.bytesWritten;
    res.locals.requestId = idOf(req, proxies);
    res.setHeader("X-Request-Id", res.locals.requestId);
    open += 1;
    res.once("close", () => { open -= 1; count(req, res, performance.now() - began, req.socket.bytesWritten - sentBefore); });
    next();
  };
}

function idOf(req: Request, proxies: number): string {
  const given = proxies > 0 ? req.headers["x-request-id"] : undefined;
  return typeof given === "string" && WELL_FORMED.test(given) ? given : randomUUID();
}

function count(req: Request, res: Response, milliseconds: number, bytes: number): void {
  const [method, route] = [req.method, patternOf(req)];
  const status = res.writableFinished ? String(res.statusCode) : "aborted";
  requests.add({ method, route, status });
  durations.observe({ route }, milliseconds / 1000);
  note(levelOf(route, res.statusCode), "request", { request: res.locals.requestId, method, route, status, milliseconds: Math.round(milliseconds * 10) / 10, bytes });
}

function levelOf(route: string, status: number): Level {
  if (QUIET.has(route)) return "debug";
  return status >= 500 ? "warn" : "info";
}
