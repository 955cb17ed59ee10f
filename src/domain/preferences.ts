import { updatePerson, type Member } from "../storage/people.ts";
import { updateReminders } from "../storage/reminders.ts";
import type { Db, Person } from "../storage/tables.ts";

/** The language and the time zone that somebody wants; null leaves it to their browser and to the installation. */
export type Preferences = Pick<Member, "language" | "time_zone">;

export async function changePreferences(db: Db, { id }: Pick<Person, "id">, { language, time_zone }: Preferences): Promise<void> {
  await db.transaction(async (tx) => {
    await updatePerson(tx, id, { language });
    await updateReminders(tx, id, { time_zone });
  });
}
