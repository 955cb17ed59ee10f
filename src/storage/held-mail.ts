import { countRows } from "./counting-rows.ts";
import type { Db } from "./tables.ts";

/** Everything that waits to go out, to people and to channels, waits for a decision from now on. */
export function holdUnsent(db: Db): Promise<number> {
  return db("outbox").whereIn("state", ["queued", "sending"]).update({ state: "held" });
}

export function countHeld(db: Db): Promise<number> {
  return countRows(db("outbox").where({ state: "held" }));
}

/** They go as if they had been queued now. */
export function releaseHeld(tx: Db, at: string): Promise<number> {
  return tx("outbox").where({ state: "held" }).update({ state: "queued", created_at: at, next_at: at, tries: 0 });
}

export function dropHeld(tx: Db, failure: string): Promise<number> {
  return tx("outbox").where({ state: "held" }).update({ state: "dropped", message: "", failure });
}
