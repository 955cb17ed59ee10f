import { Router } from "express";

/** A router for pages, each of which has one address: in other letters, or with a slash at its end, it is another one, which is not there. What stands before pages goes by their addresses. */
export function exactRouter(): Router {
  return Router({ caseSensitive: true, strict: true });
}
