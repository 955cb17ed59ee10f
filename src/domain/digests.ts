import { readerFor } from "../lib/readers.ts";
import { dayIn, hourIn } from "../lib/zones.ts";
import { insertMailOnce, newMail } from "../storage/outbox.ts";
import { listAlarms, listUnlooked, noteLooked, type Alarm, type DigestReader } from "../storage/reminders.ts";
import type { Db } from "../storage/tables.ts";
import { findDigest } from "./digest-content.ts";
import type { DigestRules } from "./digest-rules.ts";
import { weekdayOf } from "./weekdays.ts";

const PORTION = 100;

/**
 * Queues the digests of people whose hour has come on a working day of theirs, one a day however many processes do it at once. Where there is nothing to tell, nothing is sent until the next day.
 * What it says is written when it goes. It stops after a portion, and says whether there may be more to look at.
 */
export async function queueDigests(db: Db, rules: DigestRules, at: Date): Promise<boolean> {
  for (const alarm of await listAlarms(db)) {
    const { timeZone: zone } = readerFor({ language: null, time_zone: alarm.time_zone }, rules);
    const day = dayIn(zone, at);
    if (!isHour(alarm, day, hourIn(zone, at), rules)) continue;
    const readers = await listUnlooked(db, alarm, day, PORTION);
    for (const reader of readers) if (await findDigest(db, reader, rules, zone, day, at)) await queueDigest(db, reader, day, at);
    await noteLooked(db, readers.map(({ id }) => id), day);
    if (readers.length === PORTION) return true;
  }
  return false;
}

function isHour({ digest_hour }: Alarm, day: string, hour: number, { workingDays, digestHour }: DigestRules): boolean {
  return workingDays.includes(weekdayOf(day)) && hour >= (digest_hour ?? digestHour);
}

async function queueDigest(db: Db, { id }: DigestReader, day: string, at: Date): Promise<void> {
  await insertMailOnce(db, newMail({ person_id: id, channel_id: null, kind: "digest", day }, at));
}
