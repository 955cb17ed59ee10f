import type { RequestHandler } from "express";

/** PostgreSQL keeps no text with the character NUL in it, and no person types it: refused before anything reads it. */
export const plainTextOnly: RequestHandler = (req, _res, next) => {
  const typed = Object.values((req.body ?? {}) as Record<string, unknown>).flat();
  if (typed.some((value) => typeof value === "string" && value.includes("\0"))) throw holdsNul();
  next();
};

/** The same for addresses. */
export const plainAddressOnly: RequestHandler = (req, _res, next) => {
  if (/%00/.test(req.url)) throw holdsNul();
  next();
};

function holdsNul(): Error {
  return Object.assign(new Error("NUL in a request"), { status: 400 });
}
