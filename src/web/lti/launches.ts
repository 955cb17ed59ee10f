import express, { type Request, type Response, type Router } from "express";
import { z } from "zod";
import { admit, type Admitted } from "../../domain/admitting.ts";
import { beginChoosing } from "../../domain/deep-linking.ts";
import { keepCourse } from "../../domain/course-members.ts";
import { enterQuiz } from "../../domain/entering.ts";
import { Refused } from "../../domain/errors.ts";
import { giveEntry, takeEntry } from "../../domain/launch-tickets.ts";
import { beginLaunch, checkLaunch, initiation, isDeepLinking, isResourceLaunch, type Launch } from "../../domain/launching.ts";
import { CLAIM } from "../../domain/lti-claims.ts";
import { platformKeys } from "../../domain/lti-keys.ts";
import { requestOffice } from "../../domain/request-office.ts";
import { toolKeySet } from "../../domain/tool-keys.ts";
import { digest } from "../../lib/ids.ts";
import type { LearningSystem } from "../../storage/learning-tables.ts";
import { siteOf } from "../../lib/sites.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { plainTextOnly } from "../http/plain-text.ts";
import { leaveFor } from "../http/redirects.ts";
import { render } from "../http/render.ts";
import { sameOriginOnly } from "../http/same-origin.ts";
import { hasCookie, type Sessions } from "../http/session-choice.ts";
import { startSession } from "../http/signed-in.ts";
import { choosing, showChoices, ticketIn } from "./choosing.ts";
import { framedByAll, isFrame } from "./framing.ts";
import { registrations } from "./registrations.ts";

/** How much is read of the keys of a platform. */
const MOST_READ = 100_000;

const answered = z.object({ state: z.string().min(1).max(200), id_token: z.string().min(1).max(100_000) });

/** The doors of learning systems (LTI 1.3): they come from other sites and from programs, so nothing here trusts a cookie but the one of the launch itself. */
export function lti(deps: Deps, sessions: Sessions): Router {
  const { db, now, config, secret } = deps;
  const keys = platformKeys(requestOffice(config.webhookOrigins, { mostRead: MOST_READ }));
  const isSecure = config.publicUrl.startsWith("https:");

  async function begin(req: Request, res: Response, said: unknown): Promise<void> {
    const read = initiation.safeParse(said);
    if (!read.success) throw new Refused("launching.refusals.initiation");
    const { state, address } = await beginLaunch(db, read.data, siteOf(req, config.publicUrl), now());
    if (isSecure) res.cookie(cookieOf(state), "1", { sameSite: "none", secure: true, httpOnly: true, partitioned: true, path: "/lti", maxAge: 600_000 });
    leaveFor(res, address, 302);
  }

  async function launch(req: Request, res: Response): Promise<void> {
    const read = answered.safeParse(req.body);
    if (!read.success) throw new Refused("launching.refusals.answer");
    const found = await checkLaunch(db, read.data, siteOf(req, config.publicUrl), keys, now());
    await keepCourse(db, found, now());
    if (isDeepLinking(found)) return showChoices(deps, res, await beginChoosing(db, found, now()));
    if (!isResourceLaunch(found)) throw new Refused("launching.refusals.message");
    const admitted = await admit(db, found, now());
    const to = await enterQuiz(db, found, { ...admitted.person, language: res.locals.reader.language }, now());
    const isBound = isSecure && hasCookie(req, cookieOf(read.data.state));
    if (!isBound) return askToGoOn(res, found, admitted, to, isFrame(req) || (req.get("sec-fetch-dest") === undefined && found.claims[CLAIM.presentation]?.document_target === "iframe"));
    res.clearCookie(cookieOf(read.data.state), { sameSite: "none", secure: true, partitioned: true, path: "/lti" });
    await enter(req, res, found.system, admitted, isFrame(req));
    res.redirect(303, to);
  }

  /** Without the cookie of the launch it might be another browser than the one that began: somebody is asked before they are signed in, and in a frame it goes on in a window. */
  async function askToGoOn(res: Response, { system }: Launch, { person, roles }: Admitted, to: string, inFrame: boolean): Promise<void> {
    render(res, "lti/entry", { ticket: await giveEntry(db, { system, person, roles, to }, now()), system: system.name, name: person.name, isFrame: inFrame });
  }

  async function enter(req: Request, res: Response, system: LearningSystem, { person, roles }: Admitted, inFrame: boolean): Promise<void> {
    await new Promise<void>((done, fail) => { (inFrame ? sessions.framed : sessions.own)(req, res, (error?: unknown) => { if (error) fail(new Error("The session could not be opened.", { cause: error })); else done(); }); });
    await startSession(req, person, "link");
    req.session.launch = { system: system.id, roles: inFrame ? ["learner"] : roles };
  }

  return exactRouter()
    .get("/lti/jwks", async (_req, res) => {
      res.set({ "Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*" }).json(await toolKeySet(db, secret, now()));
    })
    .use("/lti", framedByAll(db), express.urlencoded({ extended: false, limit: "256kb", parameterLimit: 100 }), plainTextOnly)
    .get("/lti/login", (req, res) => begin(req, res, req.query))
    .post("/lti/login", (req, res) => begin(req, res, req.body))
    .post("/lti/launch", launch)
    .post("/lti/entries", sameOriginOnly(config.publicUrl), async (req, res) => {
      const entry = await takeEntry(db, ticketIn(req), now());
      await enter(req, res, entry.system, entry, false);
      res.redirect(303, entry.to);
    })
    .use(choosing(deps))
    .use(registrations(deps))
    .get(["/lti/launch", "/lti/quizzes/:slug", "/lti/entries", "/lti/choices"], () => { throw new Refused("launching.refusals.direct"); });
}

/** Each launch has a cookie of its own, so that two frames on a page do not disturb each other. */
function cookieOf(state: string): string {
  return `debrief.launch.${digest(state).slice(0, 16)}`;
}
