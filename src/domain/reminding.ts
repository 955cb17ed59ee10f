import { updateReminders } from "../storage/reminders.ts";
import type { Db, Person } from "../storage/tables.ts";

/** What somebody wants to be told beside what is required of them, and when. `hour` null takes what the installation has; `teamDay` is the weekday of the word about their teams, 1 to 7, and 0 for none. */
export interface ReminderWish { digest: boolean; hour: number | null; teamDay?: number | undefined; studio?: boolean | undefined }

export function changeReminders(db: Db, person: Pick<Person, "id">, { digest, hour, teamDay, studio }: ReminderWish): Promise<void> {
  return updateReminders(db, person.id, { digest: digest ? 1 : 0, digest_hour: hour, ...(teamDay !== undefined && { team_day: teamDay }), ...(studio !== undefined && { studio: studio ? 1 : 0 }) });
}

/** No digest and no calendar any more, also should the person come back. */
export function stopReminders(db: Db, person: Pick<Person, "id">): Promise<void> {
  return updateReminders(db, person.id, { digest: 0, calendar_hash: null, calendar_since: null });
}
