import type { RequestHandler, Request, Response } from "express";
import { NotFound } from "../../domain/errors.ts";
import { noteRefusal } from "../../domain/single-sign-on/providers.ts";
import { SignInRefused } from "../../domain/single-sign-on/refusals.ts";
import type { Message } from "../../lib/messages.ts";
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
    try {
      await page(req, res, provider);
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      if (error.reason === "stale" && res.locals.member) return res.redirect(303, "/");
      await noteRefusal(db, provider, error.words.key, error.detail, now());
      if (req.originalUrl.includes("?")) return res.redirect(303, `/sign-in/${provider.public_id}/refused/${error.reason}`);
      showRefusal(res, provider, error.words);
    }
  };
}

export function showRefusal(res: Response, provider: SignInProvider, reason: Message): void {
  res.set("Cache-Control", "private, no-store");
  render(res, "sign-in/refused", { provider, reason }, 403);
}
