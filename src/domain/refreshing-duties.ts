import { newestDay, roundAfter, roundOn } from "../engine/assignments/rounds.ts";
import { DAY, later } from "../lib/clock.ts";
import { dayIn, endOfDayIn, isTimeZone } from "../lib/zones.ts";
import type { Assignment } from "../storage/assignment-tables.ts";
import { holdAudiences, listLiveAssignments, listStepIds } from "../storage/assignments.ts";
import { isTold, updateAudienceMembers, type Membership, type Scope } from "../storage/audience-members.ts";
import { deleteDroppedDuties, insertRounds, listCompleted, updateLaterRounds, writeRound } from "../storage/duty-writing.ts";
import { listEnds, settle, updateEnd, updateEndless, updateSuperseded } from "../storage/duty-settling.ts";
import { findSetting, updateSetting } from "../storage/settings.ts";
import type { Db } from "../storage/tables.ts";

/** What came of it, where only some assignments are looked at: who joined audiences, who left them, and how many duties came or have other days. */
export interface Refreshed { joined: Membership[]; left: Membership[]; touched: number }

/**
 * Makes the duties of people what the assignments say: audiences, rounds, days, what is done. Whatever changes people, groups or assignments calls it in the same transaction; it may be called at any time, by any number of processes.
 * Where little is said of whom it concerns, others wait until it is done.
 */
export async function refreshDuties(tx: Db, scope: Scope, at: Date): Promise<Refreshed> {
  await holdAudiences(tx, scope.people ? "share" : "alone");
  const zone = await installedZone(tx);
  const { joined, left } = await updateAudienceMembers(tx, scope, at.toISOString().slice(0, 10));
  await deleteDroppedDuties(tx, scope, at.toISOString());
  let touched = 0;
  for (const assignment of await listLiveAssignments(tx, scope.assignments)) touched += await writeDuties(tx, assignment, scope, zone, at);
  await settle(tx, scope);
  return { joined, left, touched };
}

async function writeDuties(tx: Db, assignment: Assignment, scope: Scope, zone: string, at: Date): Promise<number> {
  const its = { ...scope, assignments: [assignment.id] };
  const touched = await writeRound(tx, assignment, roundOn({ ...assignment, begins_on: assignment.created_at.slice(0, 10) }, newestDay(at)), its, isTold(scope));
  if (assignment.repeats === "completion") {
    await updateLaterRounds(tx, assignment, its);
    await openNextRounds(tx, assignment, its, zone, at);
  }
  if (assignment.repeats !== null) await updateSuperseded(tx, assignment.id, its);
  if (assignment.late === 1) await updateEndless(tx, assignment.id, its);
  else for (const end of await listEnds(tx, assignment.id, its)) await updateEnd(tx, assignment.id, end, endOfDayIn(isKnown(end.time_zone) ? end.time_zone : zone, end.due_on), its);
  return touched;
}

async function openNextRounds(tx: Db, assignment: Assignment, scope: Scope, zone: string, at: Date): Promise<void> {
  const completed = await listCompleted(tx, assignment, later(at, -27 * DAY * (assignment.every_months ?? 1)).toISOString(), scope);
  const rounds = completed.flatMap(({ person_id, round, completed_at, time_zone }) => {
    const next = roundAfter(assignment, round, dayIn(isKnown(time_zone) ? time_zone : zone, new Date(completed_at)), newestDay(at));
    return next ? [{ ...next, person_id }] : [];
  });
  if (rounds.length > 0) await insertRounds(tx, assignment, rounds, await listStepIds(tx, assignment.id));
}

function isKnown(zone: string | null): zone is string {
  return zone !== null && isTimeZone(zone);
}

/** The clock of those who chose none, as the server that ran last was told. */
async function installedZone(db: Db): Promise<string> {
  return (await findSetting(db, ZONE)) ?? "UTC";
}

const ZONE = "assignments.time-zone";

/** Days end by another clock from now on, for those who chose none. */
export async function keepZone(db: Db, zone: string, at: Date): Promise<void> {
  if ((await findSetting(db, ZONE)) === zone) return;
  await db.transaction(async (tx) => {
    await updateSetting(tx, ZONE, zone);
    await refreshDuties(tx, {}, at);
  });
}

/** After an attempt was finished, or counted anew: what it fulfils is done, what nothing fulfils any more is open again. */
export async function settleDuties(tx: Db, attempts: readonly { person_id: number; quiz_id: number }[]): Promise<void> {
  if (attempts.length === 0) return;
  await holdAudiences(tx, "share");
  await settleHeldDuties(tx, attempts);
}

/** The same where the assignments are held. */
export async function settleHeldDuties(tx: Db, attempts: readonly { person_id: number; quiz_id: number }[]): Promise<void> {
  await settle(tx, { people: [...new Set(attempts.map(({ person_id }) => person_id))] }, [...new Set(attempts.map(({ quiz_id }) => quiz_id))]);
}
