import type { Db } from "./tables.ts";

/** Everything that waits to go out, to people and to channels, waits for a decision from now on. */
export function holdUnsent(db: Db): Promise<number> {
  return db("outbox").whereIn("state", ["queued", "sending"]).update({ state: "held" });
}

export async function countHeld(db: Db): Promise<number> {
  return Number((await db("outbox").where({ state: "held" }).count({ total: "*" }).first())?.["total"] ?? 0);
}

/** They go as if they had been queued now. */
export function releaseHeld(tx: Db, at: string): Promise<number> {
  return tx("outbox").where({ state: "held" }).update({ state: "queued", created_at: at, next_at: at, tries: 0 });
}

export function dropHeld(tx: Db, failure: string): Promise<number> {
  return tx("outbox").where({ state: "held" }).update({ state: "dropped", message: "", failure });
}
