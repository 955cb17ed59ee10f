import { countRows } from "./counting-rows.ts";
import type { Webhook } from "./hook-tables.ts";
import { statement } from "./statements.ts";
import type { Db, New } from "./tables.ts";

/** What pages may know of a webhook: no address and no secret. */
export type ShownWebhook = Omit<Webhook, "sealed_address" | "sealed_secret" | "sealed_old_secret">;
/** With how many events wait for it, and how many could not be delivered. */
export type CountedWebhook = ShownWebhook & { waiting: number; failed: number };

const SHOWN = ["id", "public_id", "name", "shown_address", "old_secret_until", "events", "is_on", "failing_since", "paused_until", "stopped_because", "author_id", "created_at"] as const;

export async function listWebhooks(db: Db): Promise<CountedWebhook[]> {
  const counted = (states: string[]) => db("webhook_deliveries").count("*").where("webhook_id", db.ref("webhooks.id")).whereIn("state", states as never);
  const rows = await db("webhooks").select(...SHOWN, counted(["waiting", "sending"]).as("waiting"), counted(["failed"]).as("failed")).orderBy(["name", "id"]);
  return (rows as unknown as CountedWebhook[]).map((row) => ({ ...row, waiting: Number(row.waiting), failed: Number(row.failed) }));
}

export function findWebhook(db: Db, publicId: string): Promise<ShownWebhook | undefined> {
  return db("webhooks").where({ public_id: publicId }).first(...SHOWN);
}

/** With its sealed parts, for whoever sends to it. */
export function findWholeWebhook(db: Db, id: number): Promise<Webhook | undefined> {
  return db("webhooks").where({ id }).first();
}

/** Those that are on and want this event. */
export async function listListeners(db: Db, event: string): Promise<Pick<Webhook, "id" | "events" | "created_at">[]> {
  return (await listening(db)).filter(({ events }) => (JSON.parse(events) as string[]).includes(event));
}

const listening = statement<[], Pick<Webhook, "id" | "events" | "created_at">>((db) => db("webhooks").where({ is_on: 1 }).select("id", "events", "created_at"));

export function countOpenWebhooks(db: Db): Promise<number> {
  return countRows(db("webhooks").where({ is_on: 1 }));
}

/** Those that were switched off by themselves. */
export function listStopped(db: Db): Promise<Pick<Webhook, "public_id" | "name" | "stopped_because">[]> {
  return db("webhooks").where({ is_on: 0 }).whereNotNull("stopped_because").orderBy("name").select("public_id", "name", "stopped_because");
}

export async function insertWebhook(tx: Db, webhook: New<Webhook>): Promise<void> {
  await tx("webhooks").insert(webhook);
}

export async function updateWebhook(db: Db, id: number, changes: Partial<Omit<Webhook, "id" | "public_id">>): Promise<void> {
  await db("webhooks").where({ id }).update(changes);
}

/** Switches off one that is on; false where somebody else just did. */
export async function stopWebhook(tx: Db, id: number, stopped_because: NonNullable<Webhook["stopped_because"]>): Promise<boolean> {
  return (await tx("webhooks").where({ id, is_on: 1 }).update({ is_on: 0, stopped_because })) > 0;
}

/** The first failure since the last success stays. */
export async function updateFailing(db: Db, id: number, at: string, paused_until: string): Promise<void> {
  await db("webhooks").where({ id }).update({ failing_since: db.raw("coalesce(failing_since, ?)", [at]), paused_until });
}

/** With everything that was to go there. */
export async function deleteWebhook(tx: Db, id: number): Promise<void> {
  await tx("webhook_deliveries").where({ webhook_id: id }).delete();
  await tx("webhooks").where({ id }).delete();
}
