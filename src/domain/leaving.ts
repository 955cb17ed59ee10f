import { createHmac, timingSafeEqual } from "node:crypto";
import { findPersonByPublicId } from "../storage/people.ts";
import { updateReminders } from "../storage/reminders.ts";
import type { Db, Person } from "../storage/tables.ts";
import { NotFound } from "./errors.ts";

/** The last part of the address that ends what is voluntary for this person: it works in every mail they ever got, and nobody can make one up. */
export function leavingToken({ public_id }: Pick<Person, "public_id">, secret: string): string {
  return `${public_id}.${createHmac("sha256", secret).update(`leaving ${public_id}`).digest("base64url")}`;
}

/** @throws NotFound for an address that we did not make */
export async function checkLeaving(db: Db, token: string, secret: string): Promise<Person> {
  const person = await findPersonByPublicId(db, token.slice(0, token.lastIndexOf(".")));
  const [given, right] = [Buffer.from(token), Buffer.from(person ? leavingToken(person, secret) : "")];
  if (!person || given.length !== right.length || !timingSafeEqual(given, right)) throw new NotFound();
  return person;
}

/** Nothing that is voluntary any more for this person, who need not be signed in. Doing it again changes nothing. */
export async function leaveDigests(db: Db, token: string, secret: string): Promise<Person> {
  const person = await checkLeaving(db, token, secret);
  await updateReminders(db, person.id, { digest: 0, team_day: 0, studio: 0 });
  return person;
}
