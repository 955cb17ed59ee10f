import type { ErrorRequestHandler, RequestHandler } from "express";
import { Forbidden, NotFound, Refused, SignInNeeded } from "../../domain/errors.ts";
import { render } from "./render.ts";
import { signInAddress } from "./sign-in-address.ts";

export const noSuchPage: RequestHandler = () => { throw new NotFound(); };

/** The one place that answers what was thrown. Nothing of an unexpected error leaves the server. */
export const answerErrors: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error);
  if (error instanceof SignInNeeded) return res.redirect(303, signInAddress(req));
  const status = statusOf(error);
  if (status === 500) console.error(error);
  res.set("Cache-Control", "no-store");
  render(res, "errors/show", { status, message: wordsFor(status, error) }, status);
};

function statusOf(error: unknown): number {
  if (error instanceof NotFound) return 404;
  if (error instanceof Forbidden) return 403;
  if (error instanceof Refused) return 422;
  const { status } = error as { status?: unknown };
  return typeof status === "number" && status >= 400 && status < 500 ? status : 500;
}

const WORDS: Record<number, string> = {
  400: "The request could not be read. Go back, reload the page and try again.",
  413: "That was more than this page accepts. Shorten it and try again.",
  415: "This page does not take that kind of content.",
  500: "Something went wrong on our side. What you had already answered or saved is safe.",
};

function wordsFor(status: number, error: unknown): string {
  const isOurs = error instanceof NotFound || error instanceof Forbidden || error instanceof Refused;
  return isOurs ? error.message : (WORDS[status] ?? WORDS[400]!);
}
