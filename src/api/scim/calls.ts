import type { Client } from "../../domain/provisioned-rows.ts";
import { ScimError } from "../../lib/scim/errors.ts";
import type { Resource } from "../../lib/scim/patching.ts";
import { readQuery, type Query } from "../../lib/scim/queries.ts";
import type { Kind } from "../../lib/scim/schemas.ts";
import type { Db } from "../../storage/tables.ts";

/** A request of a directory's program. `base` is the address of the interface, `query` what stood behind the path, `ifMatch` the tags of what it has seen. */
export interface Call { db: Db; at: Date; client: Client; base: string; query: Readonly<Record<string, unknown>>; body: unknown; ifMatch: string | undefined }

/** `ignored` are attributes that nothing was done about. */
export interface Reply { status: number; body?: Resource; tag?: string; location?: string; ignored?: readonly string[] }

/** What can be done with one kind of resource. */
export interface Deeds {
  list: (call: Call, query: Query) => Promise<Reply>; find: (call: Call, id: string) => Promise<Reply>; add: (call: Call) => Promise<Reply>;
  replace: (call: Call, id: string) => Promise<Reply>; change: (call: Call, id: string) => Promise<Reply>; remove: (call: Call, id: string) => Promise<Reply>;
}

/** A page of a list as RFC 7644, 3.4.2, has it. */
export function listReply(resources: Resource[], { start }: Query, total: number): Reply {
  return { status: 200, body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: total, startIndex: start, itemsPerPage: resources.length, Resources: resources } };
}

/** What of one resource is to be shown. */
export function selectionOf(kind: Kind, { query }: Call): Query["selection"] {
  const { attributes, excludedAttributes } = query;
  return readQuery(kind, { attributes, excludedAttributes }).selection;
}

export function notFound(id: string): ScimError {
  return new ScimError(404, undefined, "scim-errors.not-found", { id: id.slice(0, 60) });
}

/** @throws ScimError 412 where somebody changed it since it was seen */
export function mustBeSeen({ ifMatch }: Call, tag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === "*") return;
  const plain = (text: string) => text.trim().replace(/^W\//, "");
  if (!ifMatch.split(",").map(plain).includes(plain(tag))) throw new ScimError(412, undefined, "scim-errors.changed-since");
}
