import type { Router } from "express";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import type { Sessions } from "./http/session-choice.ts";
import { lti } from "./lti/launches.ts";
import { oneQuestion } from "./one-question.ts";

/** Those whom another program sends: by a launch from a course, or by a signed link. They have no session of ours yet. */
export function arrivals(deps: Deps, sessions: Sessions): Router {
  return exactRouter().use(lti(deps, sessions)).use(oneQuestion(deps, sessions));
}
