import { Router } from "express";
import { isDatabaseThere } from "../storage/health.ts";
import type { Deps } from "./deps.ts";

/** Says whether the database answers; balancers and scripts read it. */
export function health({ db }: Deps): Router {
  return Router().get("/healthz", async (_req, res) => {
    const isWell = await isDatabaseThere(db);
    res.status(isWell ? 200 : 503).set("Cache-Control", "no-store").json({ status: isWell ? "ok" : "unavailable" });
  });
}
