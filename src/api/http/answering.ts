import { createHash } from "node:crypto";
import type { Response } from "express";
import { freeReply, keepReply, reserveReply, type Asked } from "../../domain/api-replies.ts";
import { digest } from "../../lib/ids.ts";
import { say } from "../../lib/messages.ts";
import { Problem } from "./problems.ts";
import type { Call, Reply, Route } from "./routes.ts";

/** A strong tag of what is shown (RFC 9110, 8.8.3): the same bytes have the same tag. */
export function tagOf(body: unknown): string {
  return `"${createHash("sha256").update(JSON.stringify(body)).digest("base64url").slice(0, 27)}"`;
}

/** Does what was asked: an edit only to what its sender has seen, and what came with a key once. */
export async function answer(route: Route, call: Call, headers: { ifMatch: string | undefined; key: string | undefined }): Promise<Reply> {
  const done = route.edited ? () => call.deps.db.transaction((tx) => editSeen(route, { ...call, db: tx }, headers.ifMatch)) : undefined;
  if (done) return done();
  if (route.method !== "post" || headers.key === undefined) return handled(route, call);
  return once(route, call, headers.key);
}

function handled(route: Route, call: Call): Promise<Reply> {
  return route.handle(call as Call<never, never, never>);
}

async function editSeen(route: Route, call: Call, ifMatch: string | undefined): Promise<Reply> {
  if (ifMatch === undefined) throw new Problem("precondition-missing");
  await route.edited!.hold(call.db, call.params);
  const tag = tagOf(await route.edited!.show(call));
  const seen = ifMatch.split(",").map((each) => each.trim());
  if (ifMatch.trim() !== "*" && !seen.includes(tag)) throw new Problem("stale", { headers: { ETag: tag } });
  return handled(route, call);
}

const KEY = /^[\x21-\x7e]{1,255}$/;

async function once(route: Route, call: Call, key: string): Promise<Reply> {
  if (!KEY.test(key)) throw new Problem("bad-request", { words: say("api-faults.key") });
  const { db } = call.deps;
  const asked: Asked = { token_id: call.holder.token.id, key, digest: digest(JSON.stringify([route.method, route.path, call.params, call.body])) };
  const reserved = await reserveReply(db, asked, call.at);
  if (reserved === "running") throw new Problem("in-progress", { headers: { "Retry-After": "1" } });
  if (reserved === "another") throw new Problem("key-reused");
  if ("kept" in reserved) return { ...(JSON.parse(reserved.kept.reply!) as Reply), status: reserved.kept.status, headers: { "Idempotency-Replayed": "true" } };
  try {
    return await db.transaction(async (tx) => {
      const reply = await handled(route, { ...call, db: tx });
      await keepReply(tx, asked, reserved.run, statusOf(reply), JSON.stringify({ body: reply.body, location: reply.location }));
      return reply;
    });
  } catch (error) {
    await freeReply(db, asked, reserved.run);
    throw error;
  }
}

export function statusOf({ status, body }: Reply): number {
  return status ?? (body === undefined ? 204 : 200);
}

/** Sends it with its tag; a list has none, because it is never edited. */
export function send(res: Response, reply: Reply, { isList, site }: { isList: boolean; site: string }): void {
  const status = statusOf(reply);
  res.status(status).set({ "Cache-Control": "private, no-cache", ...reply.headers }).vary("Accept-Language");
  if (reply.location !== undefined) res.location(`${site}/api/v1${reply.location}`);
  if (reply.body === undefined) return void res.end();
  if (!isList) res.set("ETag", tagOf(reply.body));
  res.type("application/json").send(JSON.stringify(reply.body));
}
