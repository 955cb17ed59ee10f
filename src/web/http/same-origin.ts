import type { Request, RequestHandler } from "express";
import { Forbidden } from "../../domain/errors.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses changes that another site's page asks for: our whole defence against forged requests, so forms carry no token. */
export function sameOriginOnly(publicUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (!SAFE.has(req.method) && !isSameOrigin(req, publicUrl)) throw new Forbidden("errors.another-site");
    next();
  };
}

/** A browser names the site that asks in one header or the other; a request with neither comes from a program, which carries nobody's cookies by itself. */
export function isSameOrigin(req: Request, publicUrl: string): boolean {
  const site = req.get("sec-fetch-site");
  if (site) return site === "same-origin" || site === "none";
  const origin = req.get("origin");
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return publicUrl ? new URL(origin).origin === new URL(publicUrl).origin : new URL(origin).host === req.get("host");
}
