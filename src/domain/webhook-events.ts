import { newPublicId } from "../lib/ids.ts";
import { insertDeliveries } from "../storage/deliveries.ts";
import type { NewDelivery } from "../storage/hook-tables.ts";
import type { Db } from "../storage/tables.ts";
import { listListeners } from "../storage/webhooks.ts";

/** Of what webhooks can be told. Each has its words in `locales/`, under webhooks.events. */
export const HOOK_EVENTS = ["attempt.finished", "assignment.due", "fact.retracted", "question.reported", "person.deactivated"] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];
export const TEST_EVENT = "webhook.test";

/** What happened, to whom it belongs, and the public ids of what it is about. */
export interface Happened { personId: number | null; data: Readonly<Record<string, unknown>> }

/** Queues an event for every webhook that wants it. It belongs into the transaction of the deed: nothing is lost then, and nothing told that did not happen. */
export async function queueEvent(tx: Db, event: HookEvent, happened: Happened, at: Date): Promise<void> {
  await queueEvents(tx, event, [happened], at);
}

/** The same for many. */
export async function queueEvents(tx: Db, event: HookEvent, happened: readonly Happened[], at: Date): Promise<void> {
  const listeners = happened.length === 0 ? [] : await listListeners(tx, event);
  await insertDeliveries(tx, listeners.flatMap(({ id }) => happened.map((each) => newDelivery(id, event, each, at))));
}

export function newDelivery(webhook_id: number, event: HookEvent | typeof TEST_EVENT, { personId, data }: Happened, at: Date): NewDelivery {
  const time = at.toISOString();
  return { message_id: `msg_${newPublicId()}`, webhook_id, event, data: JSON.stringify(data), person_id: personId, happened_at: time, state: "waiting", tries: 0, next_at: time, created_at: time };
}
