import { updatePerson } from "../storage/people.ts";
import type { Member } from "../storage/visitors.ts";
import { updateReminders } from "../storage/reminders.ts";
import type { Db, Person } from "../storage/tables.ts";
import { refreshDuties } from "./refreshing-duties.ts";

/** The language and the time zone that somebody wants; null leaves it to their browser and to the installation. */
export type Preferences = Pick<Member, "language" | "time_zone">;

/** Days end with the new clock from now on. */
export async function changePreferences(db: Db, { id }: Pick<Person, "id">, { language, time_zone }: Preferences, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await updatePerson(tx, id, { language });
    await updateReminders(tx, id, { time_zone });
    await refreshDuties(tx, { people: [id] }, at);
  });
}
