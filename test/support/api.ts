import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import request from "supertest";
import { expect } from "vitest";
import { makeToken } from "../../src/domain/api-tokens.ts";
import { SCOPE_NAMES, mayHave, type Scope } from "../../src/domain/api-scopes.ts";
import { documented } from "../../src/api/v1/api.ts";
import { OPERATIONS } from "../../src/api/v1/operations.ts";
import { DAY, later } from "../../src/lib/clock.ts";
import { readerOf } from "../../src/lib/readers.ts";
import { findActiveMember } from "../../src/storage/visitors.ts";
import type { Person, Role } from "../../src/storage/tables.ts";
import { makePerson } from "./make.ts";
import type { World } from "./world.ts";

const document = documented("https://debrief.example", readerOf("en", "UTC"));
const ajv = new Ajv2020({ strict: false, allErrors: true, inlineRefs: false, code: { optimize: false } });
(addFormats as unknown as (of: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: "doc", ...document });

/** The pointer of a part of the document, as a schema to check with. */
const at = (...parts: string[]) => `doc#/${parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;

export type Program = Awaited<ReturnType<typeof programOf>>;
interface Said { body?: object; headers?: Record<string, string> }

/** A program with a token of this person, or of a new one with this role, for all that they may do or for these scopes. Every answer is held against the document. */
export async function programOf(world: World, who: Person | Role, scopes?: readonly Scope[]) {
  const person = typeof who === "string" ? await makePerson(world.db, { roles: [who] }) : who;
  const maker = (await findActiveMember(world.db, person.id))!;
  const { secret, token } = await makeToken(world.db, maker, { name: "Test", scopes: scopes ?? SCOPE_NAMES.filter((scope) => mayHave(maker.roles, scope)), expiresAt: later(world.now(), 300 * DAY) }, world.now());
  const ask = async (method: "get" | "post" | "patch" | "put" | "delete", path: string, { body, headers = {} }: Said = {}) => {
    const sent = request(world.address)[method](path.startsWith("http") ? path.slice(world.address.length) : `/api/v1${path}`).set("Authorization", `Bearer ${secret}`).set(headers);
    const answer = await (body ? sent.send(body) : sent);
    fits(method, (path.startsWith("http") ? new URL(path).pathname.slice("/api/v1".length) : path.split("?")[0]!), answer);
    return answer;
  };
  return { person, token, secret, ask, get: (path: string, headers?: Record<string, string>) => ask("get", path, { headers: headers ?? {} }), post: (path: string, body?: object, headers?: Record<string, string>) => ask("post", path, { ...(body && { body }), headers: headers ?? {} }) };
}

/** Whether an answer is one that the document tells of. */
export function fits(method: string, path: string, { status, body, headers, text }: request.Response): void {
  const route = OPERATIONS.find((each) => each.method === method && new RegExp(`^${each.path.replace(/:\w+/g, "[^/]+")}$`).test(path));
  if (!route || status === 304) return;
  const told = route.path.replace(/:(\w+)/g, "{$1}");
  const answer = document.paths[told]![method]!.responses[String(status)];
  expect(answer, `${method} ${path} answered ${status}, of which the document tells nothing: ${text}`).toBeDefined();
  const [kind] = Object.keys(answer!.content ?? {});
  if (kind === undefined) return expect(text).toBe("");
  expect(headers["content-type"]).toMatch(new RegExp(`^${kind.replace("+", "\\+")}`));
  expect(complaintsAbout(body, "paths", told, method, "responses", String(status), "content", kind, "schema"), JSON.stringify(body).slice(0, 2000)).toEqual([]);
}

/** What the schema there has against a value. */
export function complaintsAbout(value: unknown, ...parts: string[]): string[] {
  const check = ajv.getSchema(at(...parts))!;
  return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

export { document as apiDocument };
