import { later, HOUR } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { seal, unseal } from "../lib/sealing.ts";
import { newSigningSecret } from "../lib/webhook-signature.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { insertDeliveries, updateReplayed } from "../storage/deliveries.ts";
import type { Webhook } from "../storage/hook-tables.ts";
import type { Db, Person } from "../storage/tables.ts";
import * as store from "../storage/webhooks.ts";
import { NotFound, Refused } from "./errors.ts";
import { keptAddress, type AddressRules } from "./webhook-addresses.ts";
import { newDelivery, TEST_EVENT, type HookEvent } from "./webhook-events.ts";
import { ADDRESS_OF_WEBHOOK, SECRET_OF_WEBHOOK, secretsOf } from "./webhook-secrets.ts";

/** A webhook as an administrator wants it; an empty address keeps the one that there is. */
export interface WebhookWish { name: string; address: string; events: readonly HookEvent[]; isOn: boolean }

type Actor = Pick<Person, "id">;

/** So long the old secret signs beside the new one. */
const BOTH_SIGN = 24 * HOUR;

/** Gives its public id. Its secret is made here; the audit log has neither that nor the address. @throws Refused beside the field that does not fit */
export async function addWebhook(db: Db, actor: Actor, wish: WebhookWish, rules: AddressRules, at: Date): Promise<string> {
  if (wish.address === "") throw new Refused("webhooks.address-missing", "address");
  const address = keptAddress(wish.address, rules, ADDRESS_OF_WEBHOOK);
  return db.transaction(async (tx) => {
    const public_id = newPublicId();
    await store.insertWebhook(tx, {
      public_id, sealed_address: "", shown_address: "", ...address, ...rowOf(wish), sealed_secret: seal(newSigningSecret(), rules.secret, SECRET_OF_WEBHOOK), sealed_old_secret: null, old_secret_until: null,
      failing_since: null, paused_until: null, stopped_because: null, author_id: actor.id, created_at: at.toISOString(),
    });
    await insertAuditEvent(tx, actor.id, "webhook.added", public_id, detailsOf(wish), at);
    return public_id;
  });
}

/** Switched on again it starts afresh, and what waited goes. @throws NotFound, Refused */
export async function changeWebhook(db: Db, actor: Actor, publicId: string, wish: WebhookWish, rules: AddressRules, at: Date): Promise<void> {
  const address = keptAddress(wish.address, rules, ADDRESS_OF_WEBHOOK);
  return db.transaction(async (tx) => {
    const { id } = await heldWebhook(tx, publicId);
    await store.updateWebhook(tx, id, { ...rowOf(wish), ...address, failing_since: null, paused_until: null, ...(wish.isOn && { stopped_because: null }) });
    await insertAuditEvent(tx, actor.id, "webhook.changed", publicId, { ...detailsOf(wish), address: wish.address === "" ? "kept" : "changed" }, at);
  });
}

export function removeWebhook(db: Db, actor: Actor, publicId: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const { id, name } = await heldWebhook(tx, publicId);
    await store.deleteWebhook(tx, id);
    await insertAuditEvent(tx, actor.id, "webhook.removed", publicId, { name }, at);
  });
}

/** The secret that signs, for whoever sets up the other side; that somebody saw it is noted. @throws Refused where it cannot be read any more */
export function tellSecret(db: Db, actor: Actor, publicId: string, secret: string, at: Date): Promise<string> {
  return db.transaction(async (tx) => {
    const { id } = await heldWebhook(tx, publicId);
    const [newest] = secretsOf((await store.findWholeWebhook(tx, id))!, secret, at);
    if (newest === undefined) throw new Refused("webhooks.reasons.sealed", "secret");
    await insertAuditEvent(tx, actor.id, "webhook.secret-shown", publicId, {}, at);
    return newest;
  });
}

/** Makes another secret. The one before signs beside it for a day, so that the other side can change in between. */
export function replaceSecret(db: Db, actor: Actor, publicId: string, secret: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const { id } = await heldWebhook(tx, publicId);
    const { sealed_secret } = (await store.findWholeWebhook(tx, id))!;
    const isReadable = unseal(sealed_secret, secret, SECRET_OF_WEBHOOK) !== undefined;
    await store.updateWebhook(tx, id, {
      sealed_secret: seal(newSigningSecret(), secret, SECRET_OF_WEBHOOK), sealed_old_secret: isReadable ? sealed_secret : null, old_secret_until: isReadable ? later(at, BOTH_SIGN).toISOString() : null,
    });
    await insertAuditEvent(tx, actor.id, "webhook.secret-replaced", publicId, {}, at);
  });
}

/** Queues an event that says nothing, as every other goes, also where nothing else is tried for a while. @throws Refused where the webhook is off */
export function queueTestEvent(db: Db, publicId: string, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const { id, is_on } = await heldWebhook(tx, publicId);
    if (is_on === 0) throw new Refused("webhooks.off-no-test", "try");
    await store.updateWebhook(tx, id, { paused_until: null });
    await insertDeliveries(tx, [newDelivery(id, TEST_EVENT, { personId: null, data: {} }, at)]);
  });
}

/** Sends again what was settled: one delivery, or all that failed. Says how many. */
export function replayDeliveries(db: Db, actor: Actor, publicId: string, which: { id: number } | { state: "failed" }, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const { id } = await heldWebhook(tx, publicId);
    const count = await updateReplayed(tx, id, which, at.toISOString());
    await store.updateWebhook(tx, id, { paused_until: null });
    if (count === 0 && "id" in which) throw new NotFound();
    if (count > 0) await insertAuditEvent(tx, actor.id, "webhook.replayed", publicId, { deliveries: count }, at);
    return count;
  });
}

async function heldWebhook(tx: Db, publicId: string): Promise<store.ShownWebhook> {
  const webhook = await store.findWebhook(tx, publicId);
  if (!webhook) throw new NotFound();
  return webhook;
}

function rowOf({ name, events, isOn }: WebhookWish): Pick<Webhook, "name" | "events" | "is_on"> {
  return { name, events: JSON.stringify(events), is_on: isOn ? 1 : 0 };
}

function detailsOf({ name, events, isOn }: WebhookWish): Record<string, unknown> {
  return { name, events, on: isOn };
}
