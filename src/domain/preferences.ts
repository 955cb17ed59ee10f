import { updatePerson } from "../storage/people.ts";
import type { Db, Person } from "../storage/tables.ts";

/** The language and the time zone that somebody wants; null leaves it to their browser and to the installation. */
export type Preferences = Pick<Person, "language" | "time_zone">;

export async function changePreferences(db: Db, person: Pick<Person, "id">, { language, time_zone }: Preferences): Promise<void> {
  await updatePerson(db, person.id, { language, time_zone });
}
