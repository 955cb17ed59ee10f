import { updateReminders } from "../storage/reminders.ts";
import type { Db, Person } from "../storage/tables.ts";

/** When somebody wants their digest; null takes what the installation has. */
export interface ReminderWish { digest: boolean; hour: number | null }

export function changeReminders(db: Db, person: Pick<Person, "id">, { digest, hour }: ReminderWish): Promise<void> {
  return updateReminders(db, person.id, { digest: digest ? 1 : 0, digest_hour: hour });
}

/** No mail and no calendar any more, also should the person come back. */
export function stopReminders(db: Db, person: Pick<Person, "id">): Promise<void> {
  return updateReminders(db, person.id, { digest: 0, calendar_hash: null, calendar_since: null });
}
