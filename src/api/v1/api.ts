import { Router } from "express";
import type { ApiDocument } from "../../lib/openapi.ts";
import type { Reader } from "../../lib/readers.ts";
import type { Deps } from "../http/deps.ts";
import { documentOf } from "../http/documents.ts";
import { routerOf } from "../http/routing.ts";
import { siteOf } from "../../lib/sites.ts";
import { FIELD_MEANINGS, PATH_MEANINGS } from "./field-meanings.ts";
import { GROUPS, OPERATIONS } from "./operations.ts";

const ROOT = "/api/v1";

const made = new Map<string, ApiDocument>();

/** What programs are told of the interface, in the reader's language: `site` is the address of the installation. */
export function documented(site: string, reader: Reader): ApiDocument {
  const document = made.get(reader.language) ?? documentOf(OPERATIONS, { title: "Debrief", version: "1", groups: GROUPS, meanings: { fields: FIELD_MEANINGS, paths: PATH_MEANINGS } }, reader);
  made.set(reader.language, document);
  return { ...document, servers: [{ url: site + ROOT }] };
}

/** The interface for programs. Its document is there for everybody, as the page that shows it is. */
export function api(deps: Deps): Router {
  return Router()
    .get(`${ROOT}/openapi.json`, (req, res) => { res.set("Cache-Control", "no-cache").vary("Accept-Language").json(documented(siteOf(req, deps.config.publicUrl), res.locals.reader)); })
    .use(routerOf(ROOT, OPERATIONS, deps));
}
