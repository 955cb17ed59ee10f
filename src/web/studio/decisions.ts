import type { Request, Response, Router } from "express";
import { exactRouter } from "../http/exact-router.ts";

/** Where questions that ask what to do were written before: people have the address in their bookmarks. */
export function decisions(): Router {
  const toEditor = (req: Request, res: Response) => {
    const { search } = new URL(req.url, "http://debrief.invalid");
    res.redirect(301, `/studio/questions/new?${new URLSearchParams([["kind", "decide"], ...new URLSearchParams(search)]).toString()}`);
  };
  return exactRouter().get("/studio/decisions", toEditor).get("/studio/decisions/new", toEditor);
}
