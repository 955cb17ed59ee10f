import type { Knex } from "knex";
import type { Mail, NewMail } from "./review-tables.ts";
import type { Db, Person } from "./tables.ts";

/** One mail of a kind to a person a day, whoever queues it first. */
export async function insertMailOnce(db: Db, mail: NewMail): Promise<void> {
  await db("outbox").insert(mail).onConflict(["person_id", "kind", "day"]).ignore();
}

/** Who has a mail of this kind for this day already, sent or not. */
export async function listMailedIds(db: Db, kind: Mail["kind"], day: string, personIds: readonly number[]): Promise<Set<number>> {
  return new Set((await db("outbox").where({ kind, day }).whereIn("person_id", [...personIds]).select("person_id")).map(({ person_id }) => person_id));
}

/** A mail that waits, with whom it is for. */
export interface AddressedMail extends Mail, Pick<Person, "email" | "name" | "deactivated_at" | "public_id"> { wanted: 0 | 1 | null }

/** The mail that has waited longest, if its time has come at `at`. One whose sender died while sending it comes again once its lease is over. */
export async function findWaitingMail(db: Db, at: string): Promise<AddressedMail | undefined> {
  const waiting: Knex.QueryBuilder = db("outbox").join("people", "people.id", "outbox.person_id").leftJoin("reminders", "reminders.person_id", "people.id").whereIn("outbox.state", ["queued", "sending"]).where("outbox.next_at", "<=", at)
    .orderBy(["outbox.next_at", "outbox.id"]).select("outbox.*", "people.email", "people.name", "people.deactivated_at", "people.public_id", "reminders.digest as wanted").first();
  return (await waiting) as AddressedMail | undefined;
}

/** Takes the mail for this process alone until the lease ends; false where another one was faster. */
export async function leaseMail(db: Db, { id, state, next_at }: Mail, until: string): Promise<boolean> {
  return (await db("outbox").where({ id, state, next_at }).update({ state: "sending", next_at: until })) > 0;
}

export async function updateMail(db: Db, id: number, changes: Partial<Omit<Mail, "id" | "person_id" | "kind" | "day">>): Promise<void> {
  await db("outbox").where({ id }).update(changes);
}

/** The last one of a kind that was queued for somebody, whatever became of it. */
export function findNewestMail(db: Db, personId: number, kind: Mail["kind"]): Promise<Mail | undefined> {
  return db("outbox").where({ person_id: personId, kind }).orderBy("id", "desc").first();
}
