import type { ErrorRequestHandler, Response } from "express";
import { Forbidden, NotFound, Refused } from "../../domain/errors.ts";
import { say, type Message } from "../../lib/messages.ts";
import { complain } from "../../lib/log.ts";
import { troubleOf } from "../../lib/troubles.ts";

/** What is wrong at one place: `pointer` is a JSON Pointer into the body (RFC 6901), `parameter` a name in the query or the path. */
export interface Fault { detail: string; pointer?: string; parameter?: string }
/** The same, to be put into words for whoever reads it. */
type Unsaid = Omit<Fault, "detail"> & { words: Message };

/** Kinds of problems that say more than their status does, by the name in their type. */
export const PROBLEMS = {
  "bad-request": 400, "no-token": 401, "bad-token": 401, "missing-scope": 403, forbidden: 403, "not-found": 404, "method-not-allowed": 405, "in-progress": 409, stale: 412, "too-large": 413,
  "wrong-type": 415, invalid: 422, refused: 422, "key-reused": 422, "precondition-missing": 428, "too-many": 429, ours: 500, unavailable: 503,
} as const;
export type ProblemName = keyof typeof PROBLEMS;

/** Thrown anywhere under /api, answered in one place as application/problem+json (RFC 9457). */
export class Problem extends Error {
  override name = "Problem";
  readonly kind: ProblemName;
  readonly words: Message | undefined;
  readonly faults: readonly (Fault | Unsaid)[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(kind: ProblemName, { words, faults = [], headers = {} }: { words?: Message; faults?: readonly (Fault | Unsaid)[]; headers?: Readonly<Record<string, string>> } = {}) {
    super(kind);
    [this.kind, this.words, this.faults, this.headers] = [kind, words, faults, headers];
  }
}

/** Nothing of an unexpected error leaves the server. `site` is the address of the installation. */
export function answerProblems(site: (res: Response) => string): ErrorRequestHandler {
  return (error, _req, res, next) => {
    if (res.headersSent) return next(error);
    const problem = problemOf(error);
    if (problem.kind === "ours" || problem.kind === "unavailable") complain("A request of a program failed", error, { request: res.locals.requestId });
    sendProblem(res, problem, site(res));
  };
}

function sendProblem(res: Response, { kind, words, faults, headers }: Problem, site: string): void {
  const { t, inWords } = res.locals.reader;
  const body = { type: `${site}/api/docs#problem-${kind}`, title: t(`api-problems.${kind}.title`), status: PROBLEMS[kind], detail: inWords(words ?? say(`api-problems.${kind}.text`)), ...(faults.length > 0 && { errors: faults.map((fault) => ("words" in fault ? said(fault, inWords) : fault)) }) };
  res.status(PROBLEMS[kind]).set({ "Cache-Control": "no-store", ...headers }).vary("Accept-Language").type("application/problem+json").send(JSON.stringify(body));
}

function said({ words, ...place }: Unsaid, inWords: (words: Message) => string): Fault {
  return { ...place, detail: inWords(words) };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof NotFound) return new Problem("not-found", { words: error.words });
  if (error instanceof Forbidden) return new Problem("forbidden", { words: error.words });
  if (error instanceof Refused) return new Problem("refused", { words: error.words, ...(error.field !== "form" && { faults: [{ pointer: `#/${error.field.replaceAll("~", "~0").replaceAll("/", "~1")}`, words: error.words }] }) });
  if (troubleOf(error)) return new Problem("unavailable", { headers: { "Retry-After": "5" } });
  const { status } = error as { status?: unknown };
  if (status === 413) return new Problem("too-large");
  if (status === 415) return new Problem("wrong-type");
  return new Problem(typeof status === "number" && status >= 400 && status < 500 ? "bad-request" : "ours");
}
