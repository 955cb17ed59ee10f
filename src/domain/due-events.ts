import { daysLater, dayIn, isTimeZone } from "../lib/zones.ts";
import { groupBy } from "../lib/groups.ts";
import { listClocks, listUntoldDue, updateDueTold, type DueDuty } from "../storage/due-duties.ts";
import type { Db } from "../storage/tables.ts";
import { listListeners } from "../storage/webhooks.ts";
import { queueEvents, type Happened } from "./webhook-events.ts";

const PORTION = 500;
/** Where no process ran for so many days, older ones are not told any more. */
const MOST_DAYS_LATE = 30;

/** Queues, once for each due day, that training is due today by the clock of whoever has to do it. What was due before there was a webhook for it is not told. */
export async function queueDueEvents(db: Db, zone: string, at: Date): Promise<void> {
  const since = (await listListeners(db, "assignment.due")).map(({ created_at }) => created_at).sort()[0];
  if (since === undefined) return;
  for (const clock of await listClocks(db)) {
    const today = dayIn(clock !== null && isTimeZone(clock) ? clock : zone, at);
    const first = [since.slice(0, 10), daysLater(today, -MOST_DAYS_LATE)].sort()[1]!;
    if ((await listUntoldDue(db, clock, first, today, 1)).length === 0) continue;
    while (await db.transaction((tx) => queuePortion(tx, clock, first, today, at)));
  }
}

/** Says whether there may be more. */
async function queuePortion(tx: Db, clock: string | null, first: string, today: string, at: Date): Promise<boolean> {
  const found = await listUntoldDue(tx, clock, first, today, PORTION);
  const ours = await updateDueTold(tx, found.map(({ id }) => id));
  await queueEvents(tx, "assignment.due", happenedIn(found.filter(({ id }) => ours.has(id))), at);
  return found.length === PORTION;
}

/** One for each person and round of an assignment, with all quizzes of it that are due. */
function happenedIn(due: readonly DueDuty[]): Happened[] {
  const rounds = groupBy(due, ({ assignment_id, person_id, round, due_on }) => `${assignment_id} ${person_id} ${round} ${due_on}`);
  return [...rounds.values()].map((same) => ({ personId: same[0]!.person_id, data: { assignment: same[0]!.assignment, round: same[0]!.round, due_on: same[0]!.due_on, quizzes: same.map(({ quiz }) => quiz) } }));
}
