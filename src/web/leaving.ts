import type { Router } from "express";
import { checkLeaving, leaveDigests } from "../domain/leaving.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { speakTo } from "./http/readers.ts";
import { render } from "./http/render.ts";

/** Where digests lead to be ended, without signing in, in the language of whoever got them. Mail programs send the form by themselves (RFC 8058), in whatever encoding, so nothing of the body is read. */
export function leaving({ db, secret }: Deps): Router {
  return exactRouter()
    .get("/leaving/:token", async (req, res) => {
      speakTo(res, await checkLeaving(db, req.params.token, secret));
      res.set("Cache-Control", "no-store");
      render(res, "leaving/show", { token: req.params.token, isDone: false });
    })
    .post("/leaving/:token", async (req, res) => {
      speakTo(res, await leaveDigests(db, req.params.token, secret));
      render(res, "leaving/show", { token: req.params.token, isDone: true });
    });
}
