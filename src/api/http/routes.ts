import type { Request } from "express";
import type { z } from "zod";
import type { Holder } from "../../domain/api-tokens.ts";
import type { Scope } from "../../domain/api-scopes.ts";
import type { Look } from "../../domain/seeing.ts";
import type { Reader } from "../../lib/readers.ts";
import type { Deps } from "./deps.ts";

export type Method = "get" | "post" | "patch" | "put" | "delete";

/**
 * One request, read and checked. `db` may be an open transaction: everything is asked of it and nothing of `deps.db`. `site` is the address of the installation; `look` says for `noteSeen` who looks.
 */
export interface Call<Params = Record<string, string>, Query = Record<string, never>, Body = undefined> {
  deps: Deps; db: Deps["db"]; holder: Holder; member: Holder["member"]; params: Params; query: Query; body: Body; at: Date; reader: Reader; site: string; address: string; look: (subject: string) => Look;
}

/** What comes back: 200 with a body and 204 without one, unless it says otherwise. `location` is the path of what was made. */
export interface Reply { status?: number; body?: unknown; location?: string; headers?: Readonly<Record<string, string>> }

/** What an edit is checked against (If-Match): `hold` keeps it as it is until the transaction ends, `show` is what reading it answers. */
export interface Edited { hold: (tx: Deps["db"], params: Record<string, string>) => Promise<unknown>; show: (call: Call) => Promise<unknown> }

/** One operation, as the router serves it and the document tells of it. Its words stand in the catalogues under `api-operations.<id>`. */
export interface Route {
  id: string; group: string; method: Method; path: string; scope: Scope | undefined; query: z.ZodObject; body: z.ZodType | undefined; answers: Readonly<Record<number, z.ZodType | undefined>>; isList: boolean;
  edited: Edited | undefined; handle: (call: Call<never, never, never>) => Promise<Reply>;
}

export type Asked = Pick<Request, "method" | "path">;

/** The names in a path: `/people/:id` has `id`. */
export function paramsIn(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
}
