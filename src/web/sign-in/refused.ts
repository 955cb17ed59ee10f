import type { RequestHandler, Request, Response } from "express";
import { NotFound } from "../../domain/errors.ts";
import { noteRefusal } from "../../domain/single-sign-on/providers.ts";
import { SignInRefused } from "../../domain/single-sign-on/refusals.ts";
import { networkOf } from "../../lib/addresses.ts";
import { MINUTE } from "../../lib/clock.ts";
import { note } from "../../lib/log.ts";
import { say, type Message } from "../../lib/messages.ts";
import { findSignInProvider } from "../../storage/sign-in-providers.ts";
import type { SignInProvider } from "../../storage/sign-in-tables.ts";
import type { Deps } from "../deps.ts";
import { render } from "../http/render.ts";

type Page = (req: Request, res: Response, provider: SignInProvider) => Promise<void>;

/** A page about the provider in the address. Whom it refuses reads why, and administrators find it beside the provider; whoever only went back to a sign-in that is over goes home. What the provider put into the address does not stay there. */
export function aboutProvider({ db, now }: Deps, page: Page): RequestHandler {
  return async (req, res) => {
    const provider = await findSignInProvider(db, String(req.params["id"]));
    if (!provider) throw new NotFound();
    if (!mayBeRefused(req, now())) return showTooMany(res, provider);
    try {
      await page(req, res, provider);
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      if (error.reason === "stale" && res.locals.member) return res.redirect(303, "/");
      await wasRefused({ db, now }, req, res, provider, error);
      if (req.originalUrl.includes("?")) return res.redirect(303, `/sign-in/${provider.public_id}/refused/${error.reason}`);
      showRefusal(res, provider, error.words);
    }
  };
}

/** A network that was refused so often in a minute is asked to wait before anything that it sends is read: each refusal costs a signature to check and a row to write. */
const MOST_A_MINUTE = 120;
const MOST_NETWORKS = 10_000;
const refused = new Map<string, { minute: number; count: number }>();

export function mayBeRefused(req: Request, at: Date): boolean {
  const before = refused.get(networkOf(req.ip ?? ""));
  return before?.minute !== minuteOf(at) || before.count < MOST_A_MINUTE;
}

/** Counts it, tells administrators and writes a line of the log: the reason and no more, because details come from whoever was refused. */
export async function wasRefused({ db, now }: Pick<Deps, "db" | "now">, req: Request, res: Response, provider: SignInProvider, { words, detail, reason }: SignInRefused): Promise<void> {
  const [network, minute] = [networkOf(req.ip ?? ""), minuteOf(now())];
  const before = refused.get(network);
  if (refused.size >= MOST_NETWORKS) refused.clear();
  refused.set(network, { minute, count: before?.minute === minute ? before.count + 1 : 1 });
  note("info", "A provider's sign-in or sign-out was refused", { provider: provider.public_id, reason, request: res.locals.requestId });
  await noteRefusal(db, provider, words.key, detail, now());
}

function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / MINUTE);
}

function showTooMany(res: Response, provider: SignInProvider): void {
  res.set({ "Cache-Control": "private, no-store", "Retry-After": "60" });
  render(res, "sign-in/refused", { provider, reason: say("sso.refusals.busy") }, 429);
}

export function showRefusal(res: Response, provider: SignInProvider, reason: Message): void {
  res.set("Cache-Control", "private, no-store");
  render(res, "sign-in/refused", { provider, reason }, 403);
}
