import type { RequestHandler } from "express";

/**
 * Redirects without a body, which go out in one piece once the session is kept. Of an answer with a body express-session sends all but the last byte while it saves; but a browser follows a redirect
 * as soon as it has read the head, and would find neither the message that waits for it nor that it is signed in.
 */
export const redirectOnceKept: RequestHandler = (_req, res, next) => {
  res.redirect = (...given: [string] | [number, string]) => {
    const [status, address] = given.length === 1 ? [302, given[0]] : given;
    res.status(status).location(address).end();
  };
  next();
};
