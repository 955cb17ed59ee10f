import type { Assignment } from "../storage/assignment-tables.ts";
import { findLastPersonId } from "../storage/assignment-outlooks.ts";
import { holdAudiences, listStepIds, listUnfilled, lockAssignment, updateAssignment } from "../storage/assignments.ts";
import type { Between } from "../storage/audience-members.ts";
import type { Db } from "../storage/tables.ts";
import { NO_OUTLOOK, outlookOf, together, type Outlook } from "./outlooks.ts";
import { refreshDuties } from "./refreshing-duties.ts";

/** So many people are looked at before others have their turn: a fraction of a second, so that nobody's answer waits. */
const PORTION = 5_000;

/** Whether there are too many people to look at all of them in one transaction. */
export async function isCrowd(db: Db): Promise<boolean> {
  return (await findLastPersonId(db)) > PORTION;
}

/** Everybody, so many at a time. */
export async function listPortions(db: Db): Promise<Between[]> {
  const last = await findLastPersonId(db);
  return Array.from({ length: Math.max(1, Math.ceil(last / PORTION)) }, (_, place) => ({ after: place * PORTION, upTo: (place + 1) * PORTION }));
}

/** Gives the people of an assignment their duties, from where that was left: `filled_to` is the last person who was looked at, and null where all were. Others may be at it too. Gives what came of the portions that this one did. */
export async function fillAssignment(db: Db, { id }: Pick<Assignment, "id">, at: Date, goesOn: () => boolean = () => true): Promise<Outlook> {
  let all = NO_OUTLOOK;
  while (goesOn()) {
    const part = await db.transaction((tx) => fillPortion(tx, id, at));
    if (!part) break;
    all = together(all, part);
  }
  return all;
}

async function fillPortion(tx: Db, id: number, at: Date): Promise<Outlook | undefined> {
  await holdAudiences(tx, "alone");
  const assignment = await lockAssignment(tx, id);
  const after = assignment?.filled_to ?? null;
  if (!assignment || after === null) return undefined;
  const upTo = after + PORTION;
  const refreshed = await refreshDuties(tx, { assignments: [id], between: { after, upTo } }, at);
  await updateAssignment(tx, id, { filled_to: upTo >= (await findLastPersonId(tx)) ? null : upTo });
  return outlookOf(tx, assignment, await listStepIds(tx, id), refreshed);
}

/** Goes on with those that somebody began and did not end. */
export async function fillAssignments(db: Db, at: Date, goesOn: () => boolean = () => true): Promise<void> {
  for (const assignment of await listUnfilled(db)) await fillAssignment(db, assignment, at, goesOn);
}
