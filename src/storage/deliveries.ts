import type { Knex } from "knex";
import { insertInBatches } from "./batches.ts";
import type { Delivery, DeliveryState, NewDelivery } from "./hook-tables.ts";
import type { Db } from "./tables.ts";

const OPEN = ["waiting", "sending"] as const;

export async function insertDeliveries(tx: Db, deliveries: readonly NewDelivery[]): Promise<void> {
  await insertInBatches(tx, "webhook_deliveries", [...deliveries]);
}

/** What has waited longest for a webhook that is on and not paused, if its time has come at `at`. One whose sender died comes again once its lease is over. */
export async function findWaitingDelivery(db: Db, at: string): Promise<Delivery | undefined> {
  const rows: Knex.QueryBuilder = db("webhook_deliveries as d").join("webhooks as w", "w.id", "d.webhook_id").where("w.is_on", 1).whereIn("d.state", [...OPEN]).where("d.next_at", "<=", at)
    .where((free) => void free.whereNull("w.paused_until").orWhere("w.paused_until", "<=", at)).orderBy(["d.next_at", "d.id"]).select("d.*").first();
  return (await rows) as Delivery | undefined;
}

/** Takes it for this process alone until the lease ends; false where another one was faster. */
export async function leaseDelivery(db: Db, { id, state, next_at }: Delivery, until: string): Promise<boolean> {
  return (await db("webhook_deliveries").where({ id, state, next_at }).update({ state: "sending", next_at: until })) > 0;
}

export async function updateDelivery(db: Db, id: number, changes: Partial<Omit<Delivery, "id" | "webhook_id">>): Promise<void> {
  await db("webhook_deliveries").where({ id }).update(changes);
}

/** So many at most of one webhook, below an id, the newest first. */
export async function listDeliveries(db: Db, webhookId: number, state: DeliveryState | "", before: number, limit: number): Promise<Delivery[]> {
  const rows = db("webhook_deliveries").where({ webhook_id: webhookId }).where("id", "<", before).orderBy("id", "desc").limit(limit);
  if (state === "waiting") rows.whereIn("state", [...OPEN]);
  else if (state !== "") rows.where({ state });
  return rows;
}

export async function countDeliveries(db: Db, webhookId: number): Promise<Record<DeliveryState, number>> {
  const rows = await db("webhook_deliveries").where({ webhook_id: webhookId }).groupBy("state").select("state").count({ total: "*" });
  const counted = Object.fromEntries((rows as unknown as { state: DeliveryState; total: unknown }[]).map(({ state, total }) => [state, Number(total)]));
  return { waiting: 0, sending: 0, delivered: 0, failed: 0, ...counted };
}

/** Puts what was settled back into the queue, one delivery or all that failed; says how many. */
export async function updateReplayed(tx: Db, webhookId: number, which: { id: number } | { state: "failed" }, at: string): Promise<number> {
  return tx("webhook_deliveries").where({ webhook_id: webhookId, ...which }).whereNotIn("state", [...OPEN])
    .update({ state: "waiting", tries: 0, next_at: at, settled_at: null, status: null, failure: null, answer: null });
}
