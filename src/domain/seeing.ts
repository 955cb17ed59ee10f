import { SEEN } from "../storage/audit-details.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { insertSightingsOnce, listUnseen } from "../storage/sightings.ts";
import type { Db, Person } from "../storage/tables.ts";

/** Where results of others are seen by name. */
export type Place = "team" | "assignment" | "person" | "quiz" | "report" | "regrade" | "time" | "csv" | "export" | "evidence" | "api";

/** Who looks, from which address, and on what: `subject` is the public id of what the page is about, such as a team or a person. */
export interface Look { viewer: Pick<Person, "id">; address: string; place: Place; subject: string }

/** With more people than this, the log says how many they were; whom, stands in `sightings`. */
const MOST_LISTED = 1_000;

/**
 * Notes that somebody is being shown results of these people by name: once an hour for each of them. Call it before the page is sent, with everybody on it. Looking at oneself is nothing.
 */
export async function noteSeen(db: Db, { viewer, address, place, subject }: Look, people: readonly Pick<Person, "id" | "public_id">[], at: Date): Promise<void> {
  const hour = at.toISOString().slice(0, 13);
  const unseen = await listUnseen(db, viewer.id, hour, people.filter(({ id }) => id !== viewer.id));
  if (unseen.length === 0) return;
  await db.transaction(async (tx) => {
    const fresh = await insertSightingsOnce(tx, unseen.map(({ id }) => ({ person_id: id, viewer_id: viewer.id, hour, place })));
    const seen = unseen.filter(({ id }) => fresh.has(id)).map(({ public_id }) => public_id);
    if (seen.length === 0) return;
    const whom = seen.length === 1 && seen[0] === subject ? {} : seen.length > MOST_LISTED ? { people: seen.length } : { people: seen };
    await insertAuditEvent(tx, viewer.id, SEEN, subject, { place, address, ...whom }, at);
  });
}
