import express, { type ErrorRequestHandler, type Request } from "express";
import { troubleOf } from "../../lib/troubles.ts";
import { isSameOrigin } from "./same-origin.ts";

/** Where a page is asked for again; a form is sent with the same fields. */
export interface Again { address: string; fields: readonly (readonly [name: string, value: string])[] | undefined }

declare global { namespace Express { interface Locals { again?: Again | undefined } } }

/** No page repeats what nobody should read over a shoulder: such a form is filled in anew. */
const UNREPEATED = /passw|secret|code|token|key/i;
const readForm = express.urlencoded({ extended: false, limit: "256kb", parameterLimit: 500 });

/** While the database is away, what a form sent stays on the page that says so, to be sent again with one press. A form of another site does not: the press would make it ours. */
export function keepSent(publicUrl: string): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (troubleOf(error) === undefined) return next(error);
    const go = (unread?: unknown) => { res.locals.again = unread === undefined ? againOf(req, publicUrl) : undefined; next(error); };
    if (req.method === "POST" && req.body === undefined && !req.readableDidRead) readForm(req, res, go); else go();
  };
}

function againOf(req: Request, publicUrl: string): Again | undefined {
  const address = /^\/(?![/\\])/.test(req.originalUrl) ? req.originalUrl : "/";
  if (req.method === "GET") return { address, fields: undefined };
  const sent = Object.entries((req.body ?? {}) as Record<string, unknown>);
  if (req.method !== "POST" || !isSameOrigin(req, publicUrl) || req.is("urlencoded") === false || sent.some(([name]) => UNREPEATED.test(name))) return undefined;
  return { address, fields: sent.flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)] as const)) };
}
