/** The rows of what other programs are told. Times are UTC ISO strings. */
import type { New } from "./tables.ts";

/**
 * Where events go. Address and secrets are sealed; `shown_address` is what may be seen. Both secrets sign until `old_secret_until`. `events` is a JSON list. `failing_since`: the first failure since the last success;
 * `paused_until`: nothing is tried before. `stopped_because`: why it was switched off by itself.
 */
export interface Webhook {
  id: number; public_id: string; name: string; sealed_address: string; shown_address: string; sealed_secret: string; sealed_old_secret: string | null; old_secret_until: string | null; events: string;
  is_on: 0 | 1; failing_since: string | null; paused_until: string | null; stopped_because: "gone" | "failing" | null; author_id: number | null; created_at: string;
}

export type DeliveryState = "waiting" | "sending" | "delivered" | "failed";
/** One event to one webhook. `data` names what it is about, as JSON of public ids; the rest is looked up when it goes. `failure` is a key of the catalogues; `answer` the beginning of what the other side said. */
export interface Delivery {
  id: number; message_id: string; webhook_id: number; event: string; data: string; person_id: number | null; happened_at: string; state: DeliveryState; tries: number; next_at: string; created_at: string;
  settled_at: string | null; status: number | null; failure: string | null; answer: string | null;
}
export type NewDelivery = Omit<New<Delivery>, "settled_at" | "status" | "failure" | "answer">;

/** A learning record store: there is one at most. `grounds`: why it gets statements although figures are about groups only. `leased_until`: one process sends to it until then. */
export interface RecordStore {
  id: number; address: string; key: string; sealed_secret: string; version: "1.0.3" | "2.0.0"; actors: "account" | "mbox"; grounds: string; is_on: 0 | 1; tries: number; next_at: string; leased_until: string | null;
  failing_since: string | null; failure: string | null; answer: string | null; sent_at: string | null; author_id: number | null; created_at: string;
}

export type StatementVerb = "initialized" | "answered" | "completed" | "outcome";
/**
 * A statement that is to go, or went. `position` is that of the question, 0 for the attempt. `body` is written at its first try and stays the same until it is taken; `outcome` becomes passed or failed then.
 * `told` is what the store knows: the id of the statement and a digest of the result that it states, which is empty once it is voided; `tells` is what it will know when `body` is taken; `is_stale`: the result was counted anew meanwhile.
 */
export interface StatementRow {
  id: number; attempt_id: number; person_id: number; verb: StatementVerb; position: number; state: "waiting" | "sent" | "failed"; body: string | null; due_at: string; created_at: string;
  settled_at: string | null; failure: string | null; answer: string | null; told: string | null; tells: string | null; is_stale: 0 | 1;
}
export type NewStatement = Omit<New<StatementRow>, "told" | "tells" | "is_stale">;

declare module "knex/types/tables.js" {
  interface Tables { webhooks: Webhook; webhook_deliveries: Delivery; record_stores: RecordStore; statements: StatementRow }
}
