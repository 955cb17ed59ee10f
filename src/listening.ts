import { createServer, type Server } from "node:http";
import type { Express } from "express";
import { noteDropped } from "./web/http/observe.ts";
import { kindsFor } from "./web/http/one-shape.ts";

const SECOND = 1_000;

/** In milliseconds, but for the last. What is slower than these, or more than these, is closed; everybody else goes on. */
export interface Patience { headers: number; request: number; silence: number; between: number; look: number; connections: number }

/**
 * The head of a request has to be there soon, and its body, which may be a file over a slow line, within two minutes; a connection on which nothing moves for three is given up. Between requests a connection is kept
 * longer behind a proxy than the proxy keeps it (nginx: 60 seconds), so that it never sends one into a connection that closes.
 */
export function usualPatience({ trustProxy, connections }: { trustProxy: number; connections: number }): Patience {
  return { headers: 15 * SECOND, request: 120 * SECOND, silence: 180 * SECOND, between: (trustProxy > 0 ? 75 : 10) * SECOND, look: 5 * SECOND, connections };
}

/** A server for these pages that nobody holds up: by Node, heads longer than 16 KiB are answered with 431, and what is no HTTP with 400. */
export function serverFor(app: Express, { headers, request, silence, between, look, connections }: Patience): Server {
  const server = createServer({ ...kindsFor(app), headersTimeout: headers, requestTimeout: request, keepAliveTimeout: between, connectionsCheckingInterval: look }, app);
  server.maxConnections = connections;
  server.timeout = silence;
  return server.on("drop", noteDropped);
}

/** A host that nobody knows fails like a database that cannot be found; only here it is known which one it was. */
export function listening(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, failed) => {
    const reject = (error: NodeJS.ErrnoException) => failed(error.syscall === "getaddrinfo" ? Object.assign(error, { code: "EADDRNOTAVAIL" }) : error);
    server.once("error", reject).listen(port, host, () => { server.off("error", reject); resolve(server); });
  });
}
