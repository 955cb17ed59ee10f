import { insertAuditEvent } from "../storage/audit-events.ts";
import { updateIncidentHidden } from "../storage/incident-hiding.ts";
import type { Db, Incident, Person } from "../storage/tables.ts";

/** Takes an incident out of what learners read, and out of what starter quizzes are made from. Published quizzes go on. Loading content does not bring it back. */
export function hideIncident(db: Db, author: Pick<Person, "id">, incident: Pick<Incident, "id" | "slug">, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    if (await updateIncidentHidden(tx, incident.id, at.toISOString())) await insertAuditEvent(tx, author.id, "incident.hidden", incident.slug, {}, at);
  });
}

/** Learners can read it again. */
export function showIncident(db: Db, author: Pick<Person, "id">, incident: Pick<Incident, "id" | "slug">, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    if (await updateIncidentHidden(tx, incident.id, null)) await insertAuditEvent(tx, author.id, "incident.shown", incident.slug, {}, at);
  });
}
