import type { Router } from "express";
import { found } from "../domain/found.ts";
import { findPicture } from "../storage/pictures.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { currentMember } from "./http/locals.ts";

/** Pictures that questions show, for people who are signed in. Whatever a file has in it besides, no browser takes it for a page. */
export function pictures({ db }: Deps): Router {
  return exactRouter().get("/pictures/:digest", async (req, res) => {
    currentMember(res);
    const { digest, type, content } = await found(findPicture(db, req.params.digest));
    res.set({ "Cache-Control": "private, max-age=31536000, immutable", "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline", ETag: `"${digest}"` });
    res.type(type).send(Buffer.from(content));
  });
}
