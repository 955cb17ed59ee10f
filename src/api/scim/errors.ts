import type { Response } from "express";
import { ScimError } from "../../lib/scim/errors.ts";
import { troubleOf } from "../../lib/troubles.ts";
import type { Resource } from "../../lib/scim/patching.ts";
import { complain } from "../../lib/log.ts";

const TYPE = "application/scim+json; charset=utf-8";

/** RFC 7644, 3.12 */
export function errorBody({ status, scimType, message }: ScimError): Resource {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: String(status), ...(scimType && { scimType }), detail: message };
}

/** What was thrown, as a program can read it. Nothing of an unexpected error leaves the server. */
export function scimErrorOf(error: unknown, request?: string): ScimError {
  if (error instanceof ScimError) return error;
  const { status } = error as { status?: unknown };
  if (status === 413) return new ScimError(413, undefined, "scim-errors.too-large");
  if (status === 415) return new ScimError(415, undefined, "scim-errors.wrong-kind");
  if (typeof status === "number" && status >= 400 && status < 500) return new ScimError(400, "invalidSyntax", "scim-errors.no-json");
  complain("A request of a directory failed", error, { request });
  if (troubleOf(error)) return new ScimError(503, undefined, "scim-errors.unavailable");
  return new ScimError(500, undefined, "scim-errors.ours");
}

export function send(res: Response, status: number, body: Resource | undefined): void {
  res.status(status).set({ "Cache-Control": "private, no-cache", ...(status === 503 && { "Retry-After": "5" }) });
  if (body === undefined) return void res.end();
  res.type(TYPE).send(JSON.stringify(body));
}
