import { DAY, HOUR, later } from "../lib/clock.ts";
import { dayIn, daysLater, hourIn } from "../lib/zones.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { deleteRunsBefore, findOpenHold, listFinishedKinds, lockRun, updateRun } from "../storage/retention.ts";
import type { Db } from "../storage/tables.ts";
import { awaitTurn } from "./holding.ts";
import type { Settings } from "./installation-sections.ts";
import { REMOVALS } from "./removals.ts";
import { RETENTION_KINDS, type RetentionKind } from "./retention-kinds.ts";

/** At this hour of the installation a night's removing begins. */
export const NIGHT = 2;
/** Records of one transaction, and transactions of one kind before others have their turn. */
const PORTION = 200;
const MOST_PORTIONS = 50;
/** How long it is known what was removed when. */
const RUNS_KEPT = 400;

const KINDS = Object.keys(RETENTION_KINDS) as RetentionKind[];

/**
 * Removes what is older than the settings allow, once a night from NIGHT on, a portion a transaction; what a night does not get through goes on in the next round. Processes take turns, so that
 * what one removes no other counts. A legal hold stops it between two portions.
 */
export async function removeOld(db: Db, settings: Settings, at: Date): Promise<void> {
  const day = dayIn(settings.timeZone, later(at, -NIGHT * HOUR));
  const done = await listFinishedKinds(db, day);
  for (const kind of KINDS.filter((each) => !done.has(each) && settings[each] !== null)) {
    const before = beforeOf(settings[kind]!, at);
    for (let portion = 0; portion < MOST_PORTIONS && (await db.transaction((tx) => removePortion(tx, kind, day, before, at))); portion += 1);
  }
  await deleteRunsBefore(db, daysLater(day, -RUNS_KEPT));
}

/** Says whether there may be more. */
async function removePortion(tx: Db, kind: RetentionKind, day: string, before: Date, at: Date): Promise<boolean> {
  await awaitTurn(tx);
  if (await findOpenHold(tx)) return false;
  const run = await lockRun(tx, { kind, day, before: before.toISOString(), started_at: at.toISOString() });
  if (run.finished_at !== null) return false;
  const count = await REMOVALS[kind].remove(tx, before, PORTION, at);
  await updateRun(tx, run, { removed: run.removed + count, finished_at: count > 0 ? null : at.toISOString() });
  if (count === 0 && run.removed > 0) await insertAuditEvent(tx, null, "retention.removed", "retention", { kind, records: run.removed, before: run.before }, at);
  return count > 0;
}

/** What is from before then is too old. */
export function beforeOf(days: number, at: Date): Date {
  return later(at, -days * DAY);
}

/** When the next night's removing begins. */
export function nextNight(timeZone: string, at: Date): Date {
  const from = Math.floor(at.getTime() / HOUR) * HOUR;
  const hours = Array.from({ length: 50 }, (_, hour) => new Date(from + (hour + 1) * HOUR));
  return hours.find((hour) => hourIn(timeZone, hour) >= NIGHT && dayIn(timeZone, hour) !== dayIn(timeZone, later(at, -NIGHT * HOUR)))!;
}

/** How many records of a kind the next night would remove with so many days. */
export async function countTooOld(db: Db, kind: RetentionKind, days: number | null, timeZone: string, at: Date): Promise<number> {
  const night = nextNight(timeZone, at);
  return days === null ? 0 : REMOVALS[kind].count(db, beforeOf(days, night), night);
}
