import type { RequestHandler, Router } from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import { ScimError } from "../../lib/scim/errors.ts";
import { MOST_RESULTS } from "../../lib/scim/queries.ts";
import type { Deps } from "../http/deps.ts";
import { siteOf } from "../../lib/sites.ts";
import { MOST_OPERATIONS } from "./bulk.ts";

export const MOST_BYTES = 4 * 1024 * 1024;
const TOLD = /^\/(?:ServiceProviderConfig|ResourceTypes|Schemas)(?:\/|$)/i;

/** What this interface can do, told by the library from the schemas (lib/scim/schemas.ts); and what it cannot. */
export function discovery({ config }: Deps): (Router | RequestHandler)[] {
  SCIMMY.Config.set({ authenticationSchemes: [] });
  const told = new SCIMMYRouters({ type: "bearer", handler: () => "", baseUri: (req) => siteOf(req, config.publicUrl) });
  const [filter, bulk] = [{ supported: true, maxResults: MOST_RESULTS }, { supported: true, maxOperations: MOST_OPERATIONS, maxPayloadSize: MOST_BYTES }];
  SCIMMY.Config.set({ patch: true, sort: true, etag: true, changePassword: false, filter, bulk });
  return [onlyReading, told];
}

/** The library has people and groups of its own at their places too: they are not to be reached. */
const onlyReading: RequestHandler = (req, _res, next) => {
  if (/^\/(?:Me|\.search)(?:\/|$)/i.test(req.path)) throw new ScimError(501, undefined, "scim-errors.not-here");
  if (!TOLD.test(req.path)) throw new ScimError(404, undefined, "scim-errors.no-place");
  if (req.method !== "GET" && req.method !== "HEAD") throw new ScimError(405, undefined, "scim-errors.read-only-place");
  next();
};
