import { readerFor } from "../lib/readers.ts";
import { dayIn } from "../lib/zones.ts";
import { listEntriesToTell, listPeopleOutOfStep, updateEntryMail } from "../storage/calendar-entries.ts";
import { insertMailOnce, newMail } from "../storage/outbox.ts";
import { findReminders } from "../storage/reminders.ts";
import type { Db } from "../storage/tables.ts";
import { refreshEntries } from "./calendar-entries.ts";
import type { DigestRules } from "./digest-rules.ts";

const PORTION = 500;

/** Queues an invitation for each required quiz with a day that calendars have not heard of as it is now, and a cancellation where one that went is not asked any more; once, however many processes do it. */
export async function queueInvitations(db: Db, rules: Pick<DigestRules, "language" | "timeZone" | "invites">, at: Date): Promise<void> {
  if (!rules.invites) return;
  for (const person of await listPeopleOutOfStep(db, PORTION)) {
    const { timeZone } = readerFor({ language: null, time_zone: (await findReminders(db, person.id)).time_zone }, rules);
    await refreshEntries(db, person, dayIn(timeZone, at), at);
  }
  for (const { id, person_id, sequence } of await listEntriesToTell(db, PORTION)) {
    await insertMailOnce(db, newMail({ person_id, channel_id: null, kind: "invitation", day: dayOf(at, id, sequence) }, at));
    await updateEntryMail(db, id, { queued_sequence: sequence });
  }
}

/** A person may have many in one day, so the day of each names its entry and the number of its change. */
function dayOf(at: Date, entry: number, sequence: number): string {
  return `${at.toISOString().slice(0, 10)}/${entry}.${sequence}`;
}

/** Which entry a queued invitation is about, and which change of it. */
export function entryIn(day: string): { id: number; sequence: number } {
  const [, id, sequence] = /\/(\d+)\.(\d+)$/.exec(day) ?? [];
  return { id: Number(id ?? 0), sequence: Number(sequence ?? -1) };
}
