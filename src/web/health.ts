import { Router } from "express";
import { isDatabaseThere } from "../storage/health.ts";
import { findShape } from "../storage/shape.ts";
import type { Deps } from "./deps.ts";

/** Whatever asks more often than this gets the last answer, in milliseconds. */
const FRESH = 1_000;
type Reason = "database" | "shape";

/** `/healthz`: the process lives, so leave it alone. `/readyz`: it can do its work, so send it requests: the database answers, has the shape that this program needs, and nobody told the process to end. */
export function health({ db, life = { isEnding: false } }: Pick<Deps, "db" | "life">): Router {
  let last: { at: number; reason: Promise<Reason | undefined> } | undefined;
  const lastReason = () => {
    if (!last || performance.now() - last.at > FRESH) last = { at: performance.now(), reason: reasonAgainst(db) };
    return last.reason;
  };
  return Router()
    .get("/healthz", (_req, res) => { res.set("Cache-Control", "no-store").json({ status: "ok" }); })
    .get("/readyz", async (_req, res) => {
      const reason = life.isEnding ? "ending" : await lastReason();
      res.status(reason ? 503 : 200).set("Cache-Control", "no-store").json(reason ? { status: "unavailable", reason } : { status: "ok" });
    });
}

async function reasonAgainst(db: Deps["db"]): Promise<Reason | undefined> {
  if (!(await isDatabaseThere(db))) return "database";
  const shape = await findShape(db).catch(() => undefined);
  if (!shape) return "database";
  return shape.missing.length > 0 ? "shape" : undefined;
}
