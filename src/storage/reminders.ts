import type { Knex } from "knex";
import { inPortions } from "./batches.ts";
import type { Reminders } from "./mail-tables.ts";
import type { Db, Person } from "./tables.ts";

const NONE: Omit<Reminders, "person_id"> = { time_zone: null, calendar_hash: null, calendar_since: null, digest: 0, digest_hour: null, team_day: null, studio: null, looked_on: null, reminded_at: null };

/** How this person wants to be reminded; nothing is said where they never said anything. */
export async function findReminders(db: Db, personId: number): Promise<Reminders> {
  return (await db("reminders").where({ person_id: personId }).first()) ?? { person_id: personId, ...NONE };
}

export async function updateReminders(db: Db, personId: number, changes: Partial<Omit<Reminders, "person_id">>): Promise<void> {
  await db("reminders").insert({ person_id: personId, ...NONE, ...changes }).onConflict("person_id").merge(changes);
}

/** An active person whose calendar has this address. */
export function findCalendarOwner(db: Db, hash: string): Promise<Person | undefined> {
  return db("people").join("reminders", "reminders.person_id", "people.id").whereNull("people.deactivated_at").where("reminders.calendar_hash", hash).select("people.*").first();
}

/** A clock and an hour on it, as people chose them. */
export type Alarm = Pick<Reminders, "time_zone" | "digest_hour">;
/** An active person who may be told something, and how. */
export interface DigestReader extends Person, Pick<Reminders, "time_zone" | "digest_hour" | "digest" | "team_day" | "studio" | "looked_on" | "reminded_at"> {}

const TOLD = ["time_zone", "digest_hour", "digest", "team_day", "studio", "looked_on", "reminded_at"].map((column) => `reminders.${column}`);

/** Every clock and hour that anybody has, those who chose none among them. */
export async function listAlarms(db: Db): Promise<Alarm[]> {
  const chosen = await db("reminders").distinct("time_zone", "digest_hour");
  return chosen.some(({ time_zone, digest_hour }) => time_zone === null && digest_hour === null) ? chosen : [...chosen, { time_zone: null, digest_hour: null }];
}

/** People with this clock and hour of whom nobody has looked yet, on this day of theirs, whether there is something to tell. */
export async function listUnlooked(db: Db, { time_zone, digest_hour }: Alarm, day: string, limit: number): Promise<DigestReader[]> {
  const readers = withReminders(db).where({ "reminders.time_zone": time_zone, "reminders.digest_hour": digest_hour })
    .where((fresh) => void fresh.whereNull("reminders.looked_on").orWhere("reminders.looked_on", "<", day)).orderBy("people.id").limit(limit);
  return (await readers) as DigestReader[];
}

export async function findDigestReader(db: Db, personId: number): Promise<DigestReader | undefined> {
  return (await withReminders(db).where("people.id", personId).first()) as DigestReader | undefined;
}

function withReminders(db: Db): Knex.QueryBuilder {
  return (db("people") as Knex.QueryBuilder).leftJoin("reminders", "reminders.person_id", "people.id").whereNull("people.deactivated_at").select("people.*", ...TOLD);
}

/** On this day it was looked what to tell these people. */
export async function noteLooked(db: Db, personIds: readonly number[], day: string): Promise<void> {
  for (const portion of inPortions(personIds)) await db("reminders").insert(portion.map((person_id) => ({ person_id, ...NONE, looked_on: day }))).onConflict("person_id").merge({ looked_on: day });
}
