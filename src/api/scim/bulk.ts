import { badValue, ScimError } from "../../lib/scim/errors.ts";
import type { Resource } from "../../lib/scim/patching.ts";
import type { Call, Deeds, Reply } from "./calls.ts";
import { errorBody } from "./errors.ts";

export const MOST_OPERATIONS = 1_000;

interface Step { method: string; bulkId: string; path: string; data: unknown; version: string | undefined }

/** Does one after the other, each by itself (RFC 7644, 3.7). What an earlier one made can be named as bulkId:name by a later one. */
export async function doInBulk(call: Call, kinds: ReadonlyMap<string, Deeds>): Promise<Reply> {
  const { Operations: steps, failOnErrors } = call.body as { Operations?: unknown; failOnErrors?: unknown };
  if (!Array.isArray(steps)) throw new ScimError(400, "invalidSyntax", "scim-errors.no-operations");
  if (steps.length > MOST_OPERATIONS) throw new ScimError(413, "tooMany", "scim-errors.too-many-operations", { most: MOST_OPERATIONS });
  const most = typeof failOnErrors === "number" && failOnErrors > 0 ? failOnErrors : Infinity;
  const made = new Map<string, string>();
  const done: Resource[] = [];
  for (const step of steps) {
    if (done.filter(({ response }) => response !== undefined).length >= most) break;
    done.push(await oneOf(call, kinds, readStep(step), made));
  }
  return { status: 200, body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], Operations: done } };
}

async function oneOf(call: Call, kinds: ReadonlyMap<string, Deeds>, step: Step, made: Map<string, string>): Promise<Resource> {
  const said = { method: step.method, ...(step.bulkId && { bulkId: step.bulkId }) };
  try {
    const { status, location, tag } = await perform({ ...call, query: {}, body: named(step.data, made), ifMatch: step.version }, kinds, { ...step, path: named(step.path, made) as string });
    if (step.method === "POST" && step.bulkId && location) made.set(step.bulkId, location.slice(location.lastIndexOf("/") + 1));
    return { ...said, location: location ?? `${call.base}${step.path}`, ...(tag && { version: tag }), status: String(status) };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return { ...said, ...(step.method !== "POST" && { location: `${call.base}${step.path}` }), status: String(error.status), response: errorBody(error) };
  }
}

async function perform(call: Call, kinds: ReadonlyMap<string, Deeds>, { method, path }: Step): Promise<Reply> {
  const [, kind = "", id = ""] = /^\/(\w+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const deeds = kinds.get(kind.toLowerCase());
  if (!deeds) throw new ScimError(404, undefined, "scim-errors.no-place");
  if (method === "POST" && id === "") return deeds.add(call);
  if (id === "") throw new ScimError(404, undefined, "scim-errors.no-place");
  if (method === "PUT") return deeds.replace(call, id);
  if (method === "PATCH") return deeds.change(call, id);
  if (method === "DELETE") return deeds.remove(call, id);
  throw badValue("method-odd");
}

function readStep(step: unknown): Step {
  const { method, bulkId, path, data, version } = (step ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return { method: text(method).toUpperCase(), bulkId: text(bulkId), path: text(path), data, version: text(version) || undefined };
}

/** What was made before, by its id. @throws ScimError for what nothing made */
function named(value: unknown, made: ReadonlyMap<string, string>): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value), (_name, part: unknown) => (typeof part === "string" ? part.replace(/bulkId:([\w-]+)/g, (_, id: string) => idOf(id, made)) : part));
}

function idOf(bulkId: string, made: ReadonlyMap<string, string>): string {
  const id = made.get(bulkId);
  if (id === undefined) throw badValue("bulk-id", { id: bulkId.slice(0, 60) });
  return id;
}
