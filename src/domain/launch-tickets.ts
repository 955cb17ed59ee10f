import { z } from "zod";
import { later, MINUTE } from "../lib/clock.ts";
import { digest, newToken } from "../lib/ids.ts";
import { findLaunchTicket, insertLaunchTicket, takeLaunchTicket } from "../storage/launches.ts";
import { findOpenSystem } from "../storage/learning-systems.ts";
import type { LearningSystem } from "../storage/learning-tables.ts";
import { findPerson } from "../storage/people.ts";
import type { Db, Person, Role } from "../storage/tables.ts";
import { Refused } from "./errors.ts";
import { deepLinkSettings, type DeepLinkSettings } from "./lti-claims.ts";

const ENTRY_LASTS = 5 * MINUTE;
const CHOICE_LASTS = 60 * MINUTE;

const entry = z.object({ roles: z.array(z.enum(["learner", "trainer"])), to: z.string() });
const choice = z.object({ deployment: z.string(), settings: deepLinkSettings });

/** Who may come in once, as what, and where to. */
export interface Entry { system: LearningSystem; person: Person; roles: Role[]; to: string }
/** A course that waits for a link. */
export interface Choosing { system: LearningSystem; deployment: string; settings: DeepLinkSettings }

/** A ticket for somebody whose browser keeps no cookies of ours where they are: it opens a session in another window, once. */
export async function giveEntry(db: Db, { system, person, roles, to }: Entry, at: Date): Promise<string> {
  return give(db, { system_id: system.id, person_id: person.id, data: JSON.stringify({ roles, to }) }, ENTRY_LASTS, at);
}

/** @throws Refused where it was used, is too old, or its person may not come in by now */
export async function takeEntry(db: Db, ticket: string, at: Date): Promise<Entry> {
  const row = await takeLaunchTicket(db, digest(ticket), at.toISOString());
  const read = row && row.person_id !== null ? entry.safeParse(JSON.parse(row.data)) : undefined;
  const [system, person] = row && read?.success ? [await findOpenSystem(db, row.system_id), await findPerson(db, row.person_id!)] : [];
  if (!read?.success || !system || !person || person.deactivated_at !== null) throw new Refused("launching.refusals.ticket");
  return { system, person, ...read.data };
}

export async function giveChoosing(db: Db, { system, deployment, settings }: Choosing, at: Date): Promise<string> {
  return give(db, { system_id: system.id, person_id: null, data: JSON.stringify({ deployment, settings }) }, CHOICE_LASTS, at);
}

/** @throws Refused where it was used or is too old */
export async function findChoosing(db: Db, ticket: string, at: Date): Promise<Choosing> {
  return choosingIn(db, await findLaunchTicket(db, digest(ticket), at.toISOString()));
}

export async function takeChoosing(db: Db, ticket: string, at: Date): Promise<Choosing> {
  return choosingIn(db, await takeLaunchTicket(db, digest(ticket), at.toISOString()));
}

async function choosingIn(db: Db, row: { system_id: number; person_id: number | null; data: string } | undefined): Promise<Choosing> {
  const read = row && row.person_id === null ? choice.safeParse(JSON.parse(row.data)) : undefined;
  const system = row && read?.success ? await findOpenSystem(db, row.system_id) : undefined;
  if (!read?.success || !system) throw new Refused("launching.refusals.ticket");
  return { system, ...read.data };
}

async function give(db: Db, ticket: { system_id: number; person_id: number | null; data: string }, lasts: number, at: Date): Promise<string> {
  const token = newToken();
  await insertLaunchTicket(db, { ...ticket, ticket_hash: digest(token), expires_at: later(at, lasts).toISOString() });
  return token;
}
