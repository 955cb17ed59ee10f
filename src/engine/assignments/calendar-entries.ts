/** Which duty an entry of a calendar is about. */
export interface EntryKey { assignment_id: number; round: number; quiz_id: number }
/** `hidden`: asked under the day of another assignment, so calendars do not have it. `past`: it ended after its day, so it stays where it was. */
export type EntryState = "asked" | "hidden" | "cancelled" | "past";
/** What calendars were told of a duty: `sequence` goes up with every change that they have to hear of (RFC 5545, section 3.8.7.4). `day` is 2026-01-31. */
export interface Entry extends EntryKey { sequence: number; state: EntryState; day: string; title: string }

/** A duty that is open and has a day. `isShown`: calendars should have it; `isMissed`: its time is over, and nothing of it changes any more. */
export interface DatedDuty extends EntryKey { day: string; title: string; isShown: boolean; isMissed: boolean }

/**
 * What has to be noted so that the entries of one person fit their duties on their `today`: new entries with the number 0, others with the next number where calendars have to hear of it.
 * What ended before its day is cancelled, be it done, ended, withdrawn or taken back.
 */
export function plannedEntries(held: readonly Entry[], duties: readonly DatedDuty[], today: string): Entry[] {
  const open = new Set(duties.map(nameOf));
  const known = new Map(held.map((entry) => [nameOf(entry), entry]));
  const ended = held.filter((entry) => !open.has(nameOf(entry)) && (entry.state === "asked" || entry.state === "hidden"));
  return [...duties.flatMap((duty) => plannedFor(duty, known.get(nameOf(duty)))), ...ended.map((entry) => endOf(entry, today))];
}

/** Whether calendars show it. */
export function isInCalendar({ state }: Pick<Entry, "state">): boolean {
  return state === "asked" || state === "past";
}

function plannedFor({ isShown, isMissed, ...duty }: DatedDuty, known: Entry | undefined): Entry[] {
  const state = isShown ? "asked" : isMissed ? known?.state ?? "hidden" : "hidden";
  if (!known) return [{ ...duty, state, sequence: 0 }];
  const isSame = known.day === duty.day && known.title === duty.title;
  if (isSame && known.state === state) return [];
  const isHeard = isInCalendar({ state }) !== isInCalendar(known) || (isInCalendar({ state }) && !isSame);
  return [{ ...duty, state, sequence: known.sequence + (isHeard ? 1 : 0) }];
}

function endOf(entry: Entry, today: string): Entry {
  if (entry.day < today) return { ...entry, state: entry.state === "asked" ? "past" : "cancelled" };
  return { ...entry, state: "cancelled", sequence: entry.sequence + (entry.state === "asked" ? 1 : 0) };
}

function nameOf({ assignment_id, round, quiz_id }: EntryKey): string {
  return `${assignment_id}/${round}/${quiz_id}`;
}
