import { Router } from "express";
import { confirmations } from "../confirm-first.ts";
import type { Deps } from "../deps.ts";
import { accountLinks } from "./links.ts";
import { passkeys } from "./passkeys.ts";
import { resets } from "./resets.ts";
import { secondFactors } from "./second-factors.ts";
import { security } from "./security.ts";

/** What somebody signs in with, and how they come by it. */
export function accounts(deps: Deps): Router {
  return Router()
    .use(resets(deps))
    .use(accountLinks(deps))
    .use(confirmations(deps))
    .use(secondFactors(deps))
    .use(passkeys(deps))
    .use(security(deps));
}
