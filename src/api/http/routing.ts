import { Router, type Request, type RequestHandler, type Response } from "express";
import { budgets } from "../../domain/api-budgets.ts";
import { withToken } from "../../storage/audit-through.ts";
import { answer, send } from "./answering.ts";
import { bearerOf, currentHolder, mustHave } from "./bearer.ts";
import type { Deps } from "./deps.ts";
import { faultsIn, pointerTo } from "./faults.ts";
import { jsonBodies } from "./json-bodies.ts";
import { answerProblems, Problem } from "./problems.ts";
import type { Call, Route } from "./routes.ts";
import { say } from "../../lib/messages.ts";
import { siteOf } from "../../lib/sites.ts";

/** Serves these operations below `root`: to whoever shows a token, as often as its budget allows, and in JSON whatever happens. */
export function routerOf(root: string, routes: readonly Route[], deps: Deps): Router {
  const router = Router();
  router.use(root, unreadSettings, admit(deps), jsonBodies);
  for (const route of routes) router[route.method](root + route.path, serve(route, deps));
  router.use(root, unmatched(routes));
  router.use(root, answerProblems((res) => siteOf(res.req, deps.config.publicUrl)));
  return router;
}

/** Without the settings nothing is told: they say how much may be. */
const unreadSettings: RequestHandler = (_req, res, next) => next(res.locals.unread);

function admit(deps: Deps): RequestHandler {
  const budgetOf = budgets(deps.db, deps.config.apiRequests);
  return async (req, res, next) => {
    if (/%00/.test(req.url)) throw new Problem("bad-request");
    const holder = (res.locals.holder = await bearerOf(deps, req));
    const { limit, left, seconds, isOver } = await budgetOf(holder.token.id, deps.now());
    res.set({ "RateLimit-Policy": `"token";q=${limit};w=60`, RateLimit: `"token";r=${left};t=${seconds}` });
    if (isOver) throw new Problem("too-many", { headers: { "Retry-After": String(seconds) } });
    next();
  };
}

function serve(route: Route, deps: Deps): RequestHandler {
  return async (req, res) => {
    const holder = currentHolder(res);
    if (route.scope !== undefined) mustHave(holder, route.scope);
    const call = callOf(route, req, res, deps);
    const headers = { ifMatch: req.get("if-match"), key: req.get("idempotency-key") };
    send(res, await withToken(holder.token.public_id, () => answer(route, call, headers)), { isList: route.isList, site: call.site });
  };
}

function callOf(route: Route, req: Request, res: Response, deps: Deps): Call {
  const { reader } = res.locals;
  const holder = currentHolder(res);
  const query = route.query.safeParse({ ...req.query });
  if (!query.success) throw new Problem("bad-request", { words: say("api-faults.parameters"), faults: faultsIn(query.error, reader, ([name]) => ({ parameter: String(name) })) });
  const body = bodyOf(route, req.body as unknown, res);
  const address = req.ip ?? "";
  return {
    deps, db: deps.db, holder, member: holder.member, params: req.params as Record<string, string>, query: query.data as Record<string, never>, body: body as undefined, at: deps.now(), reader,
    site: siteOf(req, deps.config.publicUrl), address, look: (subject) => ({ viewer: holder.member, address, place: "api", subject }),
  };
}

function bodyOf({ body: schema }: Route, given: unknown, res: Response): unknown {
  const isEmpty = given === undefined || Object.keys(given as object).length === 0;
  if (!schema) { if (isEmpty) return undefined; throw new Problem("bad-request", { words: say("api-faults.no-body") }); }
  const body = schema.safeParse(given ?? {});
  if (!body.success) throw new Problem("invalid", { faults: faultsIn(body.error, res.locals.reader, (path) => ({ pointer: pointerTo(path) })) });
  return body.data;
}

/** An address that is there takes other methods; any other one is not there. */
function unmatched(routes: readonly Route[]): RequestHandler {
  const patterns = routes.map(({ path, method }) => ({ method, pattern: new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}/?$`) }));
  return (req) => {
    const methods = [...new Set(patterns.filter(({ pattern }) => pattern.test(req.path)).map(({ method }) => method.toUpperCase()))];
    if (methods.length === 0) throw new Problem("not-found");
    throw new Problem("method-not-allowed", { headers: { Allow: methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ") } });
  };
}
