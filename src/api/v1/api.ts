import type { Router } from "express";
import type { Deps } from "../http/deps.ts";
import type { Route } from "../http/routes.ts";
import { routerOf } from "../http/routing.ts";
import { people } from "./people.ts";

export const ROOT = "/api/v1";

/** Every operation there is: the router serves them and the document tells of them. */
export const OPERATIONS: readonly Route[] = [...people];

/** The interface for programs. */
export function api(deps: Deps): Router {
  return routerOf(ROOT, OPERATIONS, deps);
}
