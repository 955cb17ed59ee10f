import type { Request } from "express";

/** The page asked for in `?page=`; anything but a counting number is the first. */
export function pageNumber(req: Request): number {
  const number = Number(req.query["page"]);
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}

/** One value of the query string as text; a repeated or nested one is no value. */
export function queryText(req: Request, name: string): string {
  const value = req.query[name];
  return typeof value === "string" ? value : "";
}
