import type { Router } from "express";
import { found } from "../domain/found.ts";
import { findAttemptOf } from "../storage/attempts.ts";
import type { Deps } from "./deps.ts";
import { exactRouter } from "./http/exact-router.ts";
import { currentMember } from "./http/locals.ts";
import { timeLeft } from "./time-left.ts";

/** What the clock of a page asks now and then: a trainer may have added time. */
export function times({ db, now }: Deps): Router {
  return exactRouter().get("/attempts/:id/time", async (req, res) => {
    const attempt = await found(findAttemptOf(db, currentMember(res), req.params.id));
    const time = timeLeft(attempt, now());
    res.json({ seconds: time?.seconds ?? null, until: time?.until ?? null, added: attempt.added_minutes, finished: attempt.finished_at !== null });
  });
}
