import { seal, unseal } from "../lib/sealing.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import type { RecordStore } from "../storage/hook-tables.ts";
import * as store from "../storage/record-stores.ts";
import { updateRefused } from "../storage/learning-statements.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound, Refused } from "./errors.ts";
import type { PrivacyMode } from "./installation-sections.ts";
import type { RequestOffice } from "./request-office.ts";
import { flawOf, type AddressRules } from "./webhook-addresses.ts";

export const SECRET_OF_STORE = "secret of a record store";

/** A record store as an administrator wants it; an empty secret keeps the one that there is. `grounds`: why it gets statements although figures are about groups only, empty where it does not. */
export interface StoreWish extends Pick<RecordStore, "key" | "version" | "actors" | "grounds"> { address: string; secret: string; isOn: boolean }

type Actor = Pick<Person, "id">;

/** Whether statements about single people may go there. */
export function maySend({ grounds }: Pick<RecordStore, "grounds">, mode: PrivacyMode): boolean {
  return mode !== "aggregate" || grounds !== "";
}

/** What every request to it has (xAPI 1.0.3, Communication 3.3 and 4). */
export function storeHeaders({ key, version }: Pick<RecordStore, "key" | "version">, secret: string): Record<string, string> {
  return { "Authorization": `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`, "X-Experience-API-Version": version, "Content-Type": "application/json" };
}

/** `site`: the address of the installation, in which the names of activities begin. @throws Refused beside the field that does not fit */
export async function keepRecordStore(db: Db, actor: Actor, wish: StoreWish, { secret, origins, site, mode }: AddressRules & { site: string; mode: PrivacyMode }, at: Date): Promise<void> {
  const address = wish.address.replace(/\/+$/, "").replace(/\/statements$/, "");
  const flaw = flawOf(address, origins) ?? (/[?#]/.test(address) ? "malformed" : undefined);
  if (flaw) throw new Refused(`channels.addresses.${flaw}`, "address");
  if (wish.isOn && site === "") throw new Refused("record-store.no-site", "isOn");
  if (wish.isOn && !maySend(wish, mode)) throw new Refused("record-store.grounds-missing", "grounds");
  return db.transaction(async (tx) => {
    const held = await store.findRecordStore(tx);
    const isMoved = held !== undefined && held.address !== address;
    if (wish.secret === "" && (!held || isMoved)) throw new Refused(isMoved ? "record-store.secret-again" : "record-store.secret-missing", "secret");
    const { key, version, actors, grounds } = wish;
    const row = { address, key, version, actors, grounds, is_on: wish.isOn ? 1 : 0, ...(wish.secret !== "" && { sealed_secret: seal(wish.secret, secret, SECRET_OF_STORE) }), next_at: at.toISOString(), tries: 0, failing_since: null, failure: null, answer: null } as const;
    if (held) await store.updateRecordStore(tx, held.id, row);
    else await store.insertRecordStore(tx, { sealed_secret: "", ...row, leased_until: null, sent_at: null, author_id: actor.id, created_at: at.toISOString() });
    await insertAuditEvent(tx, actor.id, held ? "record-store.changed" : "record-store.added", "record-store", { address, version, actors, grounds, on: wish.isOn, secret: wish.secret === "" ? "kept" : "changed" }, at);
  });
}

export function removeRecordStore(db: Db, actor: Actor, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    const held = await store.findRecordStore(tx);
    if (!held) throw new NotFound();
    await store.deleteRecordStore(tx, held.id);
    await insertAuditEvent(tx, actor.id, "record-store.removed", "record-store", { address: held.address }, at);
  });
}

/** Asks the store whether it knows the key, without leaving anything there. Some keys may only write: then it says so and that is fine. @throws Refused with the reason */
export async function tryRecordStore(db: Db, office: RequestOffice, secret: string): Promise<"read" | "write-only"> {
  const held = await store.findRecordStore(db);
  if (!held) throw new NotFound();
  const opened = unseal(held.sealed_secret, secret, SECRET_OF_STORE);
  if (opened === undefined) throw new Refused("record-store.reasons.sealed", "try");
  const answer = await office(`${held.address}/statements?limit=1`, { method: "GET", headers: storeHeaders(held, opened) });
  if ("fault" in answer) throw new Refused(`record-store.reasons.${answer.fault}`, "try");
  if (answer.status === 200) return "read";
  if (answer.status === 403) return "write-only";
  throw new Refused(answer.status === 401 ? "record-store.reasons.key" : "record-store.odd-answer", "try", { status: answer.status });
}

/** Puts back into the queue what the store refused. Says how many. */
export function replayStatements(db: Db, actor: Actor, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const count = await updateRefused(tx, at.toISOString());
    if (count > 0) await insertAuditEvent(tx, actor.id, "record-store.replayed", "record-store", { statements: count }, at);
    return count;
  });
}
