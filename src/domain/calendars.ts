import { isInCalendar } from "../engine/assignments/calendar-entries.ts";
import { forecastDays } from "../engine/learning/forecast.ts";
import { writeCalendar, type DayEvent } from "../lib/calendar.ts";
import { DAY } from "../lib/clock.ts";
import { digest, newToken } from "../lib/ids.ts";
import { readerFor, type Reader } from "../lib/readers.ts";
import { dayIn } from "../lib/zones.ts";
import type { LinkedEntry } from "../storage/calendar-entries.ts";
import { listMemories } from "../storage/memories.ts";
import { refreshEntries } from "./calendar-entries.ts";
import { timeFor } from "./digest-words.ts";
import { findReminders, updateReminders } from "../storage/reminders.ts";
import type { Db, Person } from "../storage/tables.ts";

/** How far ahead a calendar looks. */
const DAYS = 60;

/** A new secret for the address of this person's calendar; an address that they had before leads nowhere from now on. It is told once: the database keeps a digest. */
export async function renewCalendar(db: Db, person: Pick<Person, "id">, at: Date): Promise<string> {
  const token = newToken();
  await updateReminders(db, person.id, { calendar_hash: digest(token), calendar_since: at.toISOString() });
  return token;
}

export function closeCalendar(db: Db, person: Pick<Person, "id">): Promise<void> {
  return updateReminders(db, person.id, { calendar_hash: null, calendar_since: null });
}

/** What this person has to do in the weeks to come, a whole-day event for each day with reviews and each quiz with a date; what was cancelled stands in it as such for a while. It speaks their language; `installed` is that of the installation, with its time zone, and `site` its address without a slash at its end. */
export async function calendarOf(db: Db, person: Person, site: string, installed: Pick<Reader, "language" | "timeZone"> & { name?: string }, at: Date): Promise<string> {
  const reader = readerFor({ language: person.language, time_zone: (await findReminders(db, person.id)).time_zone }, installed);
  const zone = reader.timeZone;
  const dueDays = (await listMemories(db, person.id)).map(({ dueAt }) => dayIn(zone, new Date(dueAt)));
  const reviews = [...forecastDays(dueDays, dayIn(zone, at), DAYS)].map(([day, count]) => reviewOn(person, site, day, count, reader));
  const since = new Date(at.getTime() - DAYS * DAY).toISOString();
  const entries = (await refreshEntries(db, person, dayIn(zone, at), at)).filter((entry) => (isInCalendar(entry) ? entry.state === "asked" || entry.changed_at >= since : entry.sequence > 0 && entry.changed_at >= since));
  return writeCalendar(installed.name ?? "Debrief", [...reviews, ...entries.map((entry) => quizOn(person, site, entry, reader))], at);
}

function reviewOn(person: Person, site: string, day: string, count: number, { t }: Reader): DayEvent {
  const url = `${site}/review`;
  return { uid: uidOf(person, `review ${day}`), day, title: t("digest.facts", { count }), text: t("calendar.about", { time: timeFor(count), address: url }), url, sequence: 0 };
}

/** The event of a duty, as feeds and invitations have it. */
export function quizOn(person: Pick<Person, "public_id">, site: string, entry: LinkedEntry, { t }: Reader): DayEvent {
  const { assignment_id, round, quiz_id, slug, title, day, sequence, changed_at } = entry;
  const [url, words] = [`${site}/quizzes/${slug}`, t("calendar.due", { title })];
  return { uid: uidOf(person, `duty ${assignment_id}/${round}/${quiz_id}`), day, title: words, text: url, url, sequence, isCancelled: !isInCalendar(entry), changedAt: changed_at, alarm: words };
}

/** Tells nothing of who it is for. */
function uidOf({ public_id }: Pick<Person, "public_id">, what: string): string {
  return `${digest(`${public_id} ${what}`).slice(0, 32)}@debrief`;
}
