import type { Db } from "./tables.ts";

export type Waiting = Readonly<Record<"mail" | "posts" | "events" | "statements" | "grades" | "sessions", number>>;

/** How much waits to go out, and how many sessions are open: counts from indexes, for whoever watches the installation. */
export async function countWaiting(db: Db, at: Date): Promise<Waiting> {
  const total = async (query: unknown) => Number((await (query as Promise<{ total: number | string }[]>))[0]?.total ?? 0);
  const unsent = () => db("outbox").whereIn("state", ["queued", "sending"]).count({ total: "*" });
  const [mail, posts, events, statements, grades, sessions] = await Promise.all([
    total(unsent().whereNotNull("person_id")), total(unsent().whereNotNull("channel_id")),
    total(db("webhook_deliveries").whereIn("state", ["waiting", "sending"]).count({ total: "*" })),
    total(db("statements").where({ state: "waiting" }).count({ total: "*" })),
    total(db("grade_links").whereIn("state", ["queued", "sending"]).count({ total: "*" })),
    total(db("sessions").where("expires_at", ">", at.toISOString()).count({ total: "*" })),
  ]);
  return { mail, posts, events, statements, grades, sessions };
}

interface Pool { numUsed: () => number; numFree: () => number; numPendingAcquires: () => number }

/** Connections in use, kept ready, and requests that wait for one. On SQLite they are places in the queue. */
export function countConnections(db: Db): Readonly<Record<"used" | "free" | "waiting", number>> {
  const pool = (db.client as { pool?: Pool }).pool;
  return { used: pool?.numUsed() ?? 0, free: pool?.numFree() ?? 0, waiting: pool?.numPendingAcquires() ?? 0 };
}
