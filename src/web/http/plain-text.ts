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

/** Encoded or not, a letter in an address is the same letter (RFC 3986, section 6.2.2.2), so it is plain for whatever looks at addresses. */
export const plainLetters: RequestHandler = (req, _res, next) => {
  if (req.url.includes("%")) req.url = req.url.replace(/^[^?]+/, (path) => path.replaceAll(/%(?:2[DE]|3\d|[46][1-9A-F]|[57][\dA]|5F|7E)/gi, decodeURIComponent));
  next();
};

function holdsNul(): Error {
  return Object.assign(new Error("NUL in a request"), { status: 400 });
}
