import type { ErrorRequestHandler, RequestHandler } from "express";
import { Forbidden, NotFound, Refused, SignInNeeded } from "../../domain/errors.ts";
import { say, type Message } from "../../lib/messages.ts";
import { troubleOf } from "../../lib/troubles.ts";
import { render } from "./render.ts";
import { signInAddress } from "./sign-in-address.ts";
import { complain } from "../../lib/log.ts";
import { patternOf } from "./route-pattern.ts";

export const noSuchPage: RequestHandler = () => { throw new NotFound(); };

/** The one place that answers what was thrown. Nothing of an unexpected error leaves the server. */
export const answerErrors: ErrorRequestHandler = (error, req, res, _next) => {
  if (res.headersSent) {
    complain("An answer broke off", error, { request: res.locals.requestId, route: patternOf(req) });
    return void res.destroy();
  }
  if (error instanceof SignInNeeded) return res.redirect(303, signInAddress(req));
  const status = statusOf(error);
  if (status >= 500) complain("A request failed", error, { request: res.locals.requestId, route: patternOf(req) });
  if (status === 503) res.set("Retry-After", SOON);
  res.set("Cache-Control", "no-store");
  render(res, "errors/show", { status, message: res.locals.t(wordsFor(status, error)), method: req.method }, status);
};

/** In seconds: when a program may try again. */
export const SOON = "5";

function statusOf(error: unknown): number {
  if (error instanceof NotFound) return 404;
  if (error instanceof Forbidden) return 403;
  if (error instanceof Refused) return 422;
  if (troubleOf(error)) return 503;
  const { status } = error as { status?: unknown };
  return typeof status === "number" && status >= 400 && status < 500 ? status : 500;
}

const WORDS: Readonly<Record<number, string>> = { 400: "errors.unreadable", 413: "errors.too-large", 415: "errors.wrong-kind", 500: "errors.ours" };

function wordsFor(status: number, error: unknown): Message {
  const isOurs = error instanceof NotFound || error instanceof Forbidden || error instanceof Refused;
  if (isOurs) return error.words;
  return say(status === 503 ? `outages.${troubleOf(error)}` : WORDS[status] ?? WORDS[400]!);
}
