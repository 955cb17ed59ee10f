import { plannedEntries, type DatedDuty } from "../engine/assignments/calendar-entries.ts";
import { keepEntry, listDatedDuties, listEntriesOf, type LinkedEntry } from "../storage/calendar-entries.ts";
import { listDutiesOf } from "../storage/duties.ts";
import type { Db, Person } from "../storage/tables.ts";

/** Notes what calendars have to hear of this person's duties on their `today`, and gives all that was noted. */
export async function refreshEntries(db: Db, person: Pick<Person, "id">, today: string, at: Date): Promise<LinkedEntry[]> {
  const held = await listEntriesOf(db, person.id);
  const planned = plannedEntries(held, await datedDuties(db, person, today, at), today);
  for (const entry of planned) await keepEntry(db, person.id, entry, at);
  return planned.length > 0 ? listEntriesOf(db, person.id) : held;
}

async function datedDuties(db: Db, person: Pick<Person, "id">, today: string, at: Date): Promise<DatedDuty[]> {
  const { now, later, missed } = await listDutiesOf(db, person, today, at);
  const nameOf = ({ assignment_id, round, quiz_id }: { assignment_id: number; round: number; quiz_id: number }) => `${assignment_id}/${round}/${quiz_id}`;
  const [shown, over] = [new Set([...now, ...later].map(nameOf)), new Set(missed.map(nameOf))];
  const titles = new Map([...now, ...later, ...missed].map(({ quiz }) => [quiz.id, quiz.title]));
  return (await listDatedDuties(db, person.id)).map(({ due_on, title, ...key }) => ({ ...key, day: due_on, title: titles.get(key.quiz_id) ?? title, isShown: shown.has(nameOf(key)), isMissed: over.has(nameOf(key)) }));
}
