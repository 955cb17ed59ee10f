import type { RequestHandler } from "express";

/** PostgreSQL keeps no text with the character NUL in it, and no person types it: refused before anything reads it. */
export const plainTextOnly: RequestHandler = (req, _res, next) => {
  const typed = Object.values((req.body ?? {}) as Record<string, unknown>).flat();
  if (/%00/.test(req.url) || typed.some((value) => typeof value === "string" && value.includes("\0"))) throw Object.assign(new Error("NUL in a request"), { status: 400 });
  next();
};
