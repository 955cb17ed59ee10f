import { findSchema, type Attribute } from "./attributes.ts";
import { badValue, ScimError } from "./errors.ts";
import { readPath, shownPath, type Target } from "./paths.ts";
import type { Kind } from "./schemas.ts";
import { tidied } from "./tidying.ts";

/** One change, whatever way the directory wrote it. A value that was null is a removal; only a removal can be without a value. */
export interface Operation { op: "add" | "replace" | "remove"; target: Target; value?: unknown }

/** What a request wants, and the names of attributes that nothing is done about. */
export interface Wish { operations: Operation[]; ignored: string[] }

const MOST = 1_000;

/** Reads the body of a PATCH: op in any case, values without a path, names with dots in them, "False" for false. @throws ScimError */
export function readChanges(kind: Kind, body: unknown): Wish {
  const operations = entryOf(asObject(body), "operations");
  if (!Array.isArray(operations) || operations.length === 0) throw new ScimError(400, "invalidSyntax", "scim-errors.no-operations");
  if (operations.length > MOST) throw new ScimError(400, "invalidValue", "scim-errors.too-many-operations", { most: MOST });
  const wish: Wish = { operations: [], ignored: [] };
  for (const operation of operations) readChange(kind, asObject(operation), wish);
  return wish;
}

/** Reads a whole resource, as POST and PUT bring it: everything in it is an addition to nothing. @throws ScimError */
export function readResource(kind: Kind, body: unknown): Wish {
  const wish: Wish = { operations: [], ignored: [] };
  spread(kind, "add", asObject(body), "", wish);
  return wish;
}

function readChange(kind: Kind, operation: Record<string, unknown>, wish: Wish): void {
  const [op, path, value] = ["op", "path", "value"].map((name) => entryOf(operation, name));
  const deed = typeof op === "string" ? op.toLowerCase() : "";
  if (deed !== "add" && deed !== "replace" && deed !== "remove") throw new ScimError(400, "invalidSyntax", "scim-errors.op-odd");
  if (path !== undefined && path !== null && typeof path !== "string") throw new ScimError(400, "invalidPath", "scim-errors.path-odd", { path: "" });
  if (typeof path === "string" && path.trim() !== "") return put(kind, deed, path.trim(), value, wish, "asked");
  if (deed === "remove") throw new ScimError(400, "noTarget", "scim-errors.no-path");
  spread(kind, deed, asObject(value), "", wish);
}

function spread(kind: Kind, op: "add" | "replace", values: Record<string, unknown>, urn: string, wish: Wish): void {
  for (const [name, value] of Object.entries(values)) if (name.toLowerCase() !== "schemas") put(kind, op, urn ? `${urn}:${name}` : name, value, wish, "along");
}

/** `how`: a path that was asked for by name must be one that may be written; what comes along in a whole resource may not. */
function put(kind: Kind, op: Operation["op"], path: string, value: unknown, wish: Wish, how: "asked" | "along"): void {
  const target = how === "along" && /[[\]]/.test(path) ? "unknown" : readPath(kind, path);
  if (target === "unknown") return void wish.ignored.push(shownPath(path));
  if (target === "schema") return op === "remove" ? void wish.ignored.push(path) : spread(kind, op, asObject(value ?? {}), findSchema(kind, path)!, wish);
  if (target.attribute.isReadOnly && how === "asked") throw new ScimError(400, "mutability", "scim-errors.read-only", { path: shownPath(path) });
  if (!target.attribute.isReadOnly) wish.operations.push(...changesOf(op, target, value));
}

/** A value of several parts is as many changes, so that a part which is not in it stays as it is (RFC 7644, 3.5.2.3). */
function changesOf(op: Operation["op"], target: Target, value: unknown): Operation[] {
  const { attribute, sub, filter } = target;
  if (op !== "remove" && (value === null || value === undefined)) return [{ op: "remove", target }];
  if (op === "remove") return [{ op, target, ...(attribute.isList && !filter && value !== null && value !== undefined && { value: tidied(target, value) }) }];
  if (attribute.isList || attribute.subs.size === 0 || sub !== undefined) return [{ op, target, value: tidied(target, value) }];
  const parts = typeof value === "object" ? asObject(value) : { value };
  return Object.entries(parts).flatMap(([name, part]) => partChange(op, attribute, name, part));
}

function partChange(op: "add" | "replace", attribute: Attribute, name: string, value: unknown): Operation[] {
  const sub = attribute.subs.get(name.toLowerCase())?.name;
  return sub === undefined ? [] : changesOf(op, { attribute, sub }, value);
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw badValue("no-object");
  return value as Record<string, unknown>;
}

function entryOf(values: Record<string, unknown>, name: string): unknown {
  return values[Object.keys(values).find((key) => key.toLowerCase() === name) ?? name];
}
