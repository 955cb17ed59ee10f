import type { RequestHandler, Router } from "express";
import { confirmations, confirmFirst } from "../confirm-first.ts";
import type { Deps } from "../deps.ts";
import { enrolFirst } from "../enrol-first.ts";
import { exactRouter } from "../http/exact-router.ts";
import { inTurn } from "../http/in-turn.ts";
import { secondFactor } from "../second-factor.ts";
import { sessions } from "../sessions.ts";
import { accountLinks } from "./links.ts";
import { passkeys } from "./passkeys.ts";
import { resets } from "./resets.ts";
import { secondFactors } from "./second-factors.ts";
import { security } from "./security.ts";

/** What stands before pages: who is asked once more, and who has yet to set up a second factor. */
export function accountGuards(deps: Deps): RequestHandler {
  return inTurn(confirmFirst(deps), enrolFirst(deps));
}

/** Signing in and out, what somebody signs in with, and how they come by it. */
export function accounts(deps: Deps): Router {
  return exactRouter()
    .use(sessions(deps))
    .use(secondFactor(deps))
    .use(resets(deps))
    .use(accountLinks(deps))
    .use(confirmations(deps))
    .use(secondFactors(deps))
    .use(passkeys(deps))
    .use(security(deps));
}
