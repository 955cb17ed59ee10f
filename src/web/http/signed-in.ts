import type { Request } from "express";
import { sealOf } from "../../domain/passwords.ts";
import { networkOf } from "../../lib/addresses.ts";
import type { Factor } from "../../storage/account-tables.ts";
import type { Person } from "../../storage/tables.ts";

export const SESSION_COOKIE = "debrief.session";

const LONGEST_AGENT = 300;

/** A new session for this person, opened with `factor`: whoever knew the old one's id knows nothing. */
export async function startSession(req: Request, person: Pick<Person, "id" | "password_hash"> & Partial<Pick<Person, "password_seal">>, factor: Factor = "password"): Promise<void> {
  await endSession(req);
  req.session.personId = person.id;
  req.session.seal = sealOf(person);
  req.session.factor = factor;
  req.session.agent = (req.get("user-agent") ?? "").slice(0, LONGEST_AGENT);
  req.session.network = networkOf(req.ip ?? "");
  await saveSession(req);
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
