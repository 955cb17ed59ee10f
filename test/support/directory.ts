import request from "supertest";
import { makeToken } from "../../src/domain/api-tokens.ts";
import { makePerson } from "./make.ts";
import type { World } from "./world.ts";

export interface Answer { status: number; headers: Record<string, string>; body: Record<string, unknown> & { id: string; Resources: Record<string, unknown>[]; totalResults: number } }
export type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const OWN = "urn:ietf:params:scim:schemas:extension:debrief:2.0:User";

/** A program of a directory of this name, with a token of its own. */
export async function makeDirectory(world: World, name: string, scopes: readonly string[] = ["scim"]): Promise<{ send: Send; secret: string; token: string; admin: number }> {
  const admin = await makePerson(world.db, { roles: ["admin"] });
  const { secret, token } = await makeToken(world.db, { id: admin.id, roles: ["admin"] }, { name, scopes, expiresAt: new Date("2026-06-01T00:00:00Z") }, world.now());
  return { send: sendWith(world, secret), secret, token: token.public_id, admin: admin.id };
}

export function sendWith(world: World, secret: string): Send {
  return async (method, path, body, headers = {}) => {
    const asked = request(world.address)[method.toLowerCase() as "get"](`/scim/v2${path}`).set({ ...(secret && { Authorization: `Bearer ${secret}` }), ...headers }).buffer(true);
    const answer = body === undefined ? await asked : await asked.set("Content-Type", headers["Content-Type"] ?? "application/scim+json").send(typeof body === "string" ? body : JSON.stringify(body));
    return { status: answer.status, headers: answer.headers, body: (answer.text ? JSON.parse(answer.text) : {}) as Answer["body"] };
  };
}

export const operations = (...Operations: unknown[]) => ({ schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations });
export const filtered = (filter: string) => `?filter=${encodeURIComponent(filter)}`;
