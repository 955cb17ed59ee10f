import type { Request } from "express";
import { sealOf } from "../../domain/passwords.ts";
import type { Person } from "../../storage/tables.ts";

export const SESSION_COOKIE = "debrief.session";

/** A new session for this person: whoever knew the old one's id knows nothing. */
export async function startSession(req: Request, person: Pick<Person, "id" | "password_hash">): Promise<void> {
  await endSession(req);
  req.session.personId = person.id;
  req.session.seal = sealOf(person.password_hash);
}

/** Ends the session on the server; the visitor goes on with an empty new one, which is not kept. */
export function endSession(req: Request): Promise<void> {
  return new Promise((done, fail) => {
    req.session.regenerate((error?: Error) => { if (error) fail(error); else done(); });
  });
}

/** Keeps the session at once, for what is to point at it. */
export function saveSession(req: Request): Promise<void> {
  return new Promise((done, fail) => {
    req.session.save((error?: Error) => { if (error) fail(error); else done(); });
  });
}
