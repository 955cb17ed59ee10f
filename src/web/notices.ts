import type { Router } from "express";
import { noteSeen } from "../domain/telling-results.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { currentMember } from "./http/locals.ts";

/** "I have read it" beside a result that changed. */
export function notices({ db, now }: Deps): Router {
  return exactRouter()
    .post("/attempts/:id/notice", async (req, res) => { await noteSeen(db, currentMember(res), req.params.id, now()); res.redirect(303, "/"); })
    .get("/attempts/:id/notice", (req, res) => { currentMember(res); res.redirect(303, `/attempts/${encodeURIComponent(req.params.id)}/result`); });
}
