import { Router } from "express";
import type { ApiDocument } from "../../lib/openapi.ts";
import type { Reader } from "../../lib/readers.ts";
import type { Deps } from "../http/deps.ts";
import { documentOf } from "../http/documents.ts";
import type { Route } from "../http/routes.ts";
import { routerOf } from "../http/routing.ts";
import { siteOf } from "../http/sites.ts";
import { people } from "./people.ts";

export const ROOT = "/api/v1";

/** Every operation there is: the router serves them and the document tells of them. */
export const OPERATIONS: readonly Route[] = [...people];

const GROUPS = [...new Set(OPERATIONS.map(({ group }) => group))];

/** What programs are told of the interface: `site` is the address of the installation. */
export function documented(site: string, reader: Reader): ApiDocument {
  return documentOf(OPERATIONS, { title: "Debrief", version: "1", site, root: ROOT, groups: GROUPS }, reader);
}

/** The interface for programs. Its document is there for everybody, as the page that shows it is. */
export function api(deps: Deps): Router {
  return Router()
    .get(`${ROOT}/openapi.json`, (req, res) => { res.set("Cache-Control", "no-cache").vary("Accept-Language").json(documented(siteOf(req, deps.config.publicUrl), res.locals.reader)); })
    .use(routerOf(ROOT, OPERATIONS, deps));
}
