import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import type { Channel, Mail, NewMail } from "./mail-tables.ts";
import type { Db, Person } from "./tables.ts";

const UNSENT = ["queued", "sending"] as const;

/** What a new message has in common with every other. */
export function newMail(to: Pick<Mail, "person_id" | "channel_id" | "kind" | "day">, at: Date): NewMail {
  const now = at.toISOString();
  return { ...to, subject: null, message: "", state: "queued", tries: 0, next_at: now, created_at: now, sent_at: null, failure: null };
}

/** One message of a kind to a person or a channel a day, whoever queues it first. */
export async function insertMailOnce(db: Db, mail: NewMail): Promise<void> {
  await db("outbox").insert(mail).onConflict([mail.channel_id === null ? "person_id" : "channel_id", "kind", "day"]).ignore();
}

/** So many of this kind were queued for somebody since then. */
export function countMailSince(db: Db, personId: number, kind: Mail["kind"], since: string): Promise<number> {
  return countRows(db("outbox").where({ person_id: personId, kind }).where("created_at", ">", since));
}

/** A link for each of these people, before everything else that waits: somebody may be looking at their mail for it. `mark` tells it from others of the day. */
export async function insertLinkMails(db: Db, kind: "welcome" | "reset", personIds: readonly number[], mark: string, at: Date): Promise<void> {
  const day = `${at.toISOString().slice(0, 10)}-${mark}`;
  for (const portion of inPortions(personIds)) {
    await db("outbox").insert(portion.map((person_id) => ({ ...newMail({ person_id, channel_id: null, kind, day }, at), next_at: FIRST }))).onConflict(["person_id", "kind", "day"]).ignore();
  }
}

/** Deeds of these kinds since then, with whom they are about. */
export async function listNoticeworthy(db: Db, deeds: readonly string[], since: string): Promise<{ id: number; deed: string; at: string; person_id: number }[]> {
  return db("audit_events").join("people", "people.public_id", "audit_events.subject").where("audit_events.at", ">", since).whereIn("audit_events.deed", [...deeds]).whereNull("people.deactivated_at")
    .select("audit_events.id", "audit_events.deed", "audit_events.at", { person_id: "people.id" });
}

/** One mail for each, whoever queues it first. */
export async function insertNotices(db: Db, events: Awaited<ReturnType<typeof listNoticeworthy>>, at: Date): Promise<void> {
  for (const { id, deed, at: when, person_id } of events) await insertMailOnce(db, { ...newMail({ person_id, channel_id: null, kind: "notice", day: `${when.slice(0, 10)}-${id}` }, at), message: JSON.stringify({ deed, at: when }) });
}

const FIRST = "1970-01-01T00:00:00.000Z";

/** A mail that waits, with whom it is for. */
export interface AddressedMail extends Mail, Pick<Person, "email" | "name" | "deactivated_at" | "public_id"> { person_id: number }
/** A message to a channel that waits. */
export interface AddressedPost extends Mail { channel_id: number; sealed_address: string; program: Channel["program"]; is_on: 0 | 1 }

/** The mail that has waited longest, if its time has come at `at`. One whose sender died while sending it comes again once its lease is over. */
export async function findWaitingMail(db: Db, at: string): Promise<AddressedMail | undefined> {
  const waiting = waitingAt(db, at).join("people", "people.id", "outbox.person_id").select("outbox.*", "people.email", "people.name", "people.deactivated_at", "people.public_id").first();
  return (await waiting) as AddressedMail | undefined;
}

export async function findWaitingPost(db: Db, at: string): Promise<AddressedPost | undefined> {
  const waiting = waitingAt(db, at).join("channels", "channels.id", "outbox.channel_id").select("outbox.*", "channels.sealed_address", "channels.program", "channels.is_on").first();
  return (await waiting) as AddressedPost | undefined;
}

function waitingAt(db: Db, at: string): Knex.QueryBuilder {
  return (db("outbox") as Knex.QueryBuilder).whereIn("outbox.state", [...UNSENT]).where("outbox.next_at", "<=", at).orderBy(["outbox.next_at", "outbox.id"]);
}

/** Takes the message for this process alone until the lease ends; false where another one was faster. */
export async function leaseMail(db: Db, { id, state, next_at }: Mail, until: string): Promise<boolean> {
  return (await db("outbox").where({ id, state, next_at }).update({ state: "sending", next_at: until })) > 0;
}

export async function updateMail(db: Db, id: number, changes: Partial<Omit<Mail, "id" | "person_id" | "kind" | "day">>): Promise<void> {
  await db("outbox").where({ id }).update(changes);
}
