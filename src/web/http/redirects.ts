import type { RequestHandler, Response } from "express";
import { localPath } from "./sign-in-address.ts";

/**
 * Redirects without a body, which go out in one piece once the session is kept. Of an answer with a body express-session sends all but the last byte while it saves; but a browser follows a redirect
 * as soon as it has read the head, and would find neither the message that waits for it nor that it is signed in.
 * It leads to pages of this site only, whatever an address was made from; `leaveFor` leads away.
 */
export const redirectOnceKept: RequestHandler = (_req, res, next) => {
  res.redirect = (...given: [string] | [number, string]) => {
    const [status, address] = given.length === 1 ? [302, given[0]] : given;
    if (!/^\/(?![/\\])/.test(address)) throw new Error("A redirect that would leave this site");
    leaveFor(res, address, status);
  };
  next();
};

/** An address with a slash at its end is no other page's: whoever typed it that way is led to the page. */
export const withoutSlashes: RequestHandler = (req, res, next) => {
  const [path, search = ""] = req.originalUrl.split(/(?=\?)/, 2) as [string, string?];
  if (!["GET", "HEAD"].includes(req.method) || !/[^/]\/+$/.test(path)) return next();
  res.redirect(303, localPath(path.replace(/\/+$/, "") + search));
};

/** Sends the browser on, also to another site: to an address that an administrator set or a registered system published, never to one that came with the request. */
export function leaveFor(res: Response, address: string, status = 303): void {
  res.status(status).location(address).end();
}
