import { DAY, later, MINUTE, HOUR, type Clock } from "../lib/clock.ts";
import { randomFrom } from "../lib/random.ts";
import { unseal } from "../lib/sealing.ts";
import { signedHeaders } from "../lib/webhook-signature.ts";
import { findWaitingDelivery, leaseDelivery, updateDelivery } from "../storage/deliveries.ts";
import type { Delivery, Webhook } from "../storage/hook-tables.ts";
import type { Db } from "../storage/tables.ts";
import { findWholeWebhook, stopWebhook, updateFailing, updateWebhook } from "../storage/webhooks.ts";
import { alertAdmins } from "./alerting.ts";
import type { PrivacyMode } from "./installation-sections.ts";
import type { Answer, RequestOffice } from "./request-office.ts";
import { payloadOf } from "./webhook-payloads.ts";
import { ADDRESS_OF_WEBHOOK, secretsOf } from "./webhook-secrets.ts";

/** How things are told: `secret` opens what is sealed, `mode` says who is named, days begin in `timeZone`. */
export interface HookRules { secret: string; mode: PrivacyMode; timeZone: string }

/** How long after each failed try comes the next: three days in all, as Standard Webhooks recommends. */
export const WAITS = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR] as const;
/** So long at most nothing else is tried at an address that just failed. */
const PAUSE = MINUTE;
const LONGEST_PAUSE = HOUR;
/** Without one success for so long, a webhook is switched off. */
export const PATIENCE = 5 * DAY;
const LEASE = 2 * MINUTE;
const LANES = 4;

/** Delivers what waits, and says how much went. What is lost on the way goes again under the same webhook-id, by which the other side knows it. */
export async function deliverEvents(db: Db, office: RequestOffice, rules: HookRules, now: Clock, goesOn: () => boolean = () => true): Promise<number> {
  let delivered = 0;
  const lane = async () => {
    while (goesOn()) {
      const delivery = await findWaitingDelivery(db, now().toISOString());
      if (!delivery) return;
      if (await leaseDelivery(db, delivery, later(now(), LEASE).toISOString())) delivered += Number(await deliver(db, office, delivery, rules, now));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return delivered;
}

async function deliver(db: Db, office: RequestOffice, delivery: Delivery, rules: HookRules, now: Clock): Promise<boolean> {
  const webhook = await findWholeWebhook(db, delivery.webhook_id);
  if (!webhook) return false;
  const payload = await payloadOf(db, delivery, rules.mode);
  const failed = (failure: string) => updateDelivery(db, delivery.id, { state: "failed", failure, settled_at: now().toISOString() }).then(() => false);
  if (!payload) return failed("webhooks.reasons.nothing");
  const [address, secrets] = [unseal(webhook.sealed_address, rules.secret, ADDRESS_OF_WEBHOOK), secretsOf(webhook, rules.secret, now())];
  if (address === undefined || secrets.length === 0) return failed("webhooks.reasons.sealed");
  const body = JSON.stringify(payload);
  const answer = await office(address, { headers: { "Content-Type": "application/json", ...signedHeaders(delivery.message_id, body, secrets, now()) }, body });
  return note(db, webhook, delivery, answer, rules, now());
}

/** Says whether it was taken. */
async function note(db: Db, webhook: Webhook, delivery: Delivery, answer: Answer, rules: HookRules, at: Date): Promise<boolean> {
  const time = at.toISOString();
  const [status, said] = "fault" in answer ? [null, null] : [answer.status, answer.text || null];
  const tries = delivery.tries + 1;
  return db.transaction(async (tx) => {
    if (status !== null && status >= 200 && status < 300) {
      await updateDelivery(tx, delivery.id, { state: "delivered", tries, status, answer: said, failure: null, settled_at: time });
      if (webhook.failing_since !== null || webhook.paused_until !== null) await updateWebhook(tx, webhook.id, { failing_since: null, paused_until: null });
      return true;
    }
    const wait = WAITS[delivery.tries];
    const next = status === 410 || wait === undefined ? { state: "failed" as const, settled_at: time } : { state: "waiting" as const, next_at: later(at, jittered(wait, delivery)).toISOString() };
    await updateDelivery(tx, delivery.id, { ...next, tries, status, answer: said, failure: `webhooks.reasons.${reasonOf(answer)}` });
    await updateFailing(tx, webhook.id, time, later(at, pauseAfter(answer, wait)).toISOString());
    const isLost = webhook.failing_since !== null && Date.parse(webhook.failing_since) + PATIENCE <= at.getTime();
    if ((status === 410 || isLost) && (await stopWebhook(tx, webhook.id, status === 410 ? "gone" : "failing"))) await alertAdmins(tx, rules.timeZone, at);
    return false;
  });
}

/** Up to a fifth more, so that what failed together does not come back together. */
function jittered(wait: number, { message_id, tries }: Delivery): number {
  return Math.round(wait * (1 + randomFrom(`${message_id}/${tries}`)() / 5));
}

/** The other side may ask for more time, in seconds. */
function pauseAfter(answer: Answer, wait = PAUSE): number {
  const asked = "fault" in answer || !/^\d{1,6}$/.test(answer.retryAfter ?? "") ? 0 : 1000 * Number(answer.retryAfter);
  return Math.min(LONGEST_PAUSE, Math.max(Math.min(PAUSE, wait), asked));
}

function reasonOf(answer: Answer): string {
  if ("fault" in answer) return answer.fault;
  const { status } = answer;
  if (status === 410) return "gone";
  return status >= 300 && status < 400 ? "redirect" : status >= 500 || status === 408 || status === 429 ? "busy" : "declined";
}
