import type { Reminders } from "./review-tables.ts";
import type { Db, Person } from "./tables.ts";

const NONE: Omit<Reminders, "person_id"> = { time_zone: null, calendar_hash: null, calendar_since: null, digest: 0, digest_hour: null };

/** How this person wants to be reminded; not at all where nothing was ever said. */
export async function findReminders(db: Db, personId: number): Promise<Reminders> {
  return (await db("reminders").where({ person_id: personId }).first()) ?? { person_id: personId, ...NONE };
}

export async function updateReminders(db: Db, personId: number, changes: Partial<Omit<Reminders, "person_id">>): Promise<void> {
  await db("reminders").insert({ person_id: personId, ...NONE, ...changes }).onConflict("person_id").merge(changes);
}

/** An active person whose calendar has this address. */
export function findCalendarOwner(db: Db, hash: string): Promise<Person | undefined> {
  return activePeople(db).where("reminders.calendar_hash", hash).first();
}

/** An active person who wants a digest, and when. */
export interface DigestReader extends Person, Pick<Reminders, "time_zone" | "digest_hour"> {}

/** In order, those behind `after`. */
export async function listDigestReaders(db: Db, after: number, limit: number): Promise<DigestReader[]> {
  return activePeople(db).where("reminders.digest", 1).where("people.id", ">", after).orderBy("people.id").limit(limit).select("reminders.time_zone", "reminders.digest_hour");
}

function activePeople(db: Db) {
  return db("people").join("reminders", "reminders.person_id", "people.id").whereNull("people.deactivated_at").select("people.*");
}
