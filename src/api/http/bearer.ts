import type { Request, Response } from "express";
import { holderOf, noteUse, type Holder } from "../../domain/api-tokens.ts";
import type { Scope } from "../../domain/api-scopes.ts";
import { bearerIn } from "../../lib/bearer.ts";
import { say } from "../../lib/messages.ts";
import type { Deps } from "./deps.ts";
import { Problem } from "./problems.ts";

declare global {
  namespace Express {
    interface Locals { holder?: Holder }
  }
}

/**
 * Whoever shows a token that works (RFC 6750: in the Authorization header only, never in the address). Notes that it was used.
 * @throws Problem 401 without one, or with one that nobody has any more
 */
export async function bearerOf({ db, now }: Pick<Deps, "db" | "now">, req: Request): Promise<Holder> {
  const given = bearerIn(req.get("authorization"));
  if (given === undefined) throw new Problem("no-token", { headers: { "WWW-Authenticate": 'Bearer realm="Debrief"' } });
  const holder = await holderOf(db, given, now());
  if (!holder) throw new Problem("bad-token", { headers: { "WWW-Authenticate": 'Bearer realm="Debrief", error="invalid_token"' } });
  await noteUse(db, holder.token, now());
  return holder;
}

/** @throws Problem 403 where the token is not for this */
export function mustHave({ scopes }: Pick<Holder, "scopes">, scope: Scope): void {
  if (scopes.includes(scope)) return;
  throw new Problem("missing-scope", { words: say("api-problems.missing-scope.needed", { scope }), headers: { "WWW-Authenticate": `Bearer realm="Debrief", error="insufficient_scope", scope="${scope}"` } });
}

/** Whoever asks, once the router has let them in. */
export function currentHolder(res: Response): Holder {
  if (!res.locals.holder) throw new Problem("no-token");
  return res.locals.holder;
}
