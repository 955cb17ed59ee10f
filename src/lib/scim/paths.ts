import { findAttribute, findSchema, type Attribute } from "./attributes.ts";
import { ScimError } from "./errors.ts";
import { readFilter, type Filter } from "./filter.ts";
import type { Kind } from "./schemas.ts";

/** What a path of a change means: an attribute, one part of it, or those values of a list that a filter names. */
export interface Target { attribute: Attribute; sub?: string; filter?: Filter }

const LONGEST = 8_000;
const PATH = /^([^[\]]+?)(?:\[([^]*)\])?(?:\.([\w$-]+))?$/;

/** Reads a path of RFC 7644, figure 7, whatever its case. "unknown" is what the schema does not have, "schema" a schema as a whole. @throws ScimError invalidPath */
export function readPath(kind: Kind, text: string): Target | "unknown" | "schema" {
  if (findSchema(kind, text)) return "schema";
  const [, name = "", filter, sub] = (text.length <= LONGEST && PATH.exec(text.trim())) || [];
  if (name === "") throw new ScimError(400, "invalidPath", "scim-errors.path-odd", { path: shownPath(text) });
  const attribute = findAttribute(kind, name);
  if (!attribute) return "unknown";
  if (filter !== undefined && !attribute.isList) throw new ScimError(400, "invalidPath", "scim-errors.path-no-list", { path: shownPath(text) });
  const part = sub === undefined ? undefined : attribute.subs.get(sub.toLowerCase())?.name;
  if (sub !== undefined && part === undefined) return "unknown";
  return { attribute, ...(part !== undefined && { sub: part }), ...(filter !== undefined && { filter: readFilter(filter) }) };
}

/** A path without the values in it, which may say who somebody is. */
export function shownPath(text: string): string {
  return text.slice(0, 100).replace(/"[^"]*"?/g, '"…"');
}
