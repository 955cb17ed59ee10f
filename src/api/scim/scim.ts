import express, { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from "express";
import { budgets } from "../../domain/api-budgets.ts";
import { holderOf, noteUse } from "../../domain/api-tokens.ts";
import { directoryOf } from "../../domain/directories.ts";
import { noteRequest } from "../../domain/directory-requests.ts";
import type { Client } from "../../domain/provisioned-rows.ts";
import { bearerIn } from "../../lib/bearer.ts";
import { ScimError } from "../../lib/scim/errors.ts";
import { readQuery } from "../../lib/scim/queries.ts";
import type { Kind } from "../../lib/scim/schemas.ts";
import type { Deps } from "../http/deps.ts";
import { siteOf } from "../../lib/sites.ts";
import { doInBulk } from "./bulk.ts";
import type { Call, Deeds, Reply } from "./calls.ts";
import { discovery, MOST_BYTES } from "./discovery.ts";
import { errorBody, scimErrorOf, send } from "./errors.ts";
import { GROUPS } from "./groups.ts";
import { USERS } from "./users.ts";

declare global {
  namespace Express {
    interface Locals { scim?: { client: Client; began: number } }
  }
}

const SCIM_ROOT = "/scim/v2";
const KINDS = ["application/scim+json", "application/json"];
const PLACES = new Map<string, Deeds>([["users", USERS], ["groups", GROUPS]]);

/** Where directories bring people and groups (RFC 7643, RFC 7644). One door for all that is behind it: nothing there is a page, and every request needs a token. */
export function scim(deps: Deps): Router {
  const { db, now, config } = deps;
  const callOf = (req: Request, res: Response): Call => ({
    db, at: now(), client: res.locals.scim!.client, base: siteOf(req, config.publicUrl) + SCIM_ROOT, query: req.query, body: req.body as unknown, ifMatch: req.get("if-match"),
  });
  const answer = (deed: (call: Call, req: Request) => Promise<Reply>): RequestHandler => async (req, res) => {
    const { status, body, tag, location, ignored = [] } = await deed(callOf(req, res), req);
    note(deps, req, res, status, { ignored });
    if (tag) res.set("ETag", tag);
    if (location && status === 201) res.location(location);
    send(res, status, body);
  };
  const router = Router().use(letIn(deps)).use(bodies());
  for (const [kind, deeds] of [["User", USERS], ["Group", GROUPS]] as const) places(router, kind, deeds, answer);
  router.post("/Bulk", answer((call) => doInBulk(call, PLACES))).use(discovery(deps));
  const door: RequestHandler = (req, res, next) => router(req, res, next);
  return Router().use(SCIM_ROOT, door, answerErrors(deps));
}

type Answer = (deed: (call: Call, req: Request) => Promise<Reply>) => RequestHandler;

function places(router: Router, kind: Kind, deeds: Deeds, answer: Answer): void {
  const [all, one] = [`/${kind}s`, `/${kind}s/:id`];
  const idOf = (req: Request) => String(req.params["id"]);
  router
    .get(all, answer((call) => deeds.list(call, readQuery(kind, call.query))))
    .post(all, answer((call) => deeds.add(call)))
    .post(`${all}/.search`, answer((call) => deeds.list(call, readQuery(kind, call.body as Record<string, unknown>))))
    .get(one, answer((call, req) => deeds.find(call, idOf(req))))
    .put(one, answer((call, req) => deeds.replace(call, idOf(req))))
    .patch(one, answer((call, req) => deeds.change(call, idOf(req))))
    .delete(one, answer((call, req) => deeds.remove(call, idOf(req))));
}

/** Whoever shows a token of the scope `scim` speaks for its directory. */
function letIn({ db, now, config }: Deps): RequestHandler {
  const budgetOf = budgets(db, config.scimRequests);
  return async (req, res, next) => {
    if (/%00/.test(req.url)) throw new ScimError(400, "invalidValue", "scim-errors.nul");
    const began = performance.now();
    const given = bearerIn(req.get("authorization"));
    const holder = given === undefined ? undefined : await holderOf(db, given, now());
    if (!holder) {
      res.set("WWW-Authenticate", `Bearer realm="Debrief"${given === undefined ? "" : ', error="invalid_token"'}`);
      throw new ScimError(401, undefined, given === undefined ? "scim-errors.no-token" : "scim-errors.bad-token");
    }
    if (!holder.scopes.includes("scim")) throw new ScimError(403, undefined, "scim-errors.no-scope");
    await noteUse(db, holder.token, now());
    const { limit, left, seconds, isOver } = await budgetOf(holder.token.id, now());
    res.set({ "RateLimit-Policy": `"token";q=${limit};w=60`, RateLimit: `"token";r=${left};t=${seconds}` });
    if (isOver) {
      res.set("Retry-After", String(seconds));
      throw new ScimError(429, undefined, "scim-errors.too-many", { seconds });
    }
    res.locals.scim = { client: { directory: await directoryOf(db, holder.token, now()), token: holder.token.public_id }, began };
    next();
  };
}

function bodies(): RequestHandler[] {
  const mustBeJson: RequestHandler = (req, _res, next) => {
    const isBare = req.get("transfer-encoding") === undefined && Number(req.get("content-length") ?? 0) === 0;
    if (!isBare && !req.is(KINDS)) throw new ScimError(415, undefined, "scim-errors.wrong-kind");
    next();
  };
  return [mustBeJson, express.json({ type: KINDS, limit: MOST_BYTES })];
}

function note({ db, now }: Deps, req: Request, res: Response, status: number, { problem, ignored = [] }: { problem?: ScimError; ignored?: readonly string[] }): void {
  if (!res.locals.scim) return;
  const { client, began } = res.locals.scim;
  noteRequest(db, client.directory, { method: req.method, path: req.path, status, millis: Math.round(performance.now() - began), problem: problem?.words, ignored }, now());
}

function answerErrors(deps: Deps): ErrorRequestHandler {
  return (thrown, req, res, next) => {
    if (res.headersSent) return next(thrown);
    const error = scimErrorOf(thrown, res.locals.requestId);
    note(deps, req, res, error.status, { problem: error });
    send(res, error.status, errorBody(error));
  };
}
