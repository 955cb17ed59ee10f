import type { FederatedSession } from "./sign-in-tables.ts";
import type { Db } from "./tables.ts";

export async function insertFederatedSession(db: Db, session: FederatedSession): Promise<void> {
  await db("federated_sessions").insert(session).onConflict("session_id").merge();
}

export function findFederatedSession(db: Db, sessionId: string): Promise<FederatedSession | undefined> {
  return db("federated_sessions").where({ session_id: sessionId }).first();
}

/** Ends what this provider opened: one session of it where `sid` says which, else all of the subject, else all. */
export async function deleteFederatedSessions(db: Db, providerId: number, { subject, sid }: { subject?: string | undefined; sid?: string | undefined } = {}): Promise<number> {
  const meant = db("federated_sessions").where({ provider_id: providerId, ...(subject !== undefined && { subject }), ...(sid !== undefined && { sid }) }).select("session_id");
  return db("sessions").whereIn("id", meant).delete();
}
