import { plainEmail } from "../lib/emails.ts";
import { digest } from "../lib/ids.ts";
import { updatePasswordHash } from "../storage/password-hashes.ts";
import { findPersonByEmail } from "../storage/people.ts";
import { deleteTriesOf } from "../storage/sign-in-tries.ts";
import type { Db, Person } from "../storage/tables.ts";
import { hashPassword, isOutdated, isPassword, sealOf } from "./passwords.ts";
import { countedTry, pairOf, type TooMany } from "./tries.ts";

export interface Credentials { email: string; password: string }

/** Whose password this is, or why nobody signs in. Where they have a second factor, they are not in yet. */
export async function signIn(db: Db, credentials: Credentials, ip: string, at: Date): Promise<Person | "wrong" | TooMany> {
  return countedTry(db, pairOf(credentials.email, ip), () => checkCredentials(db, credentials), at);
}

/** With a new password everybody starts afresh. */
export function forgetTries(db: Db, email: string): Promise<void> {
  return deleteTriesOf(db, accountOf(email));
}

/** What failed sign-ins are kept under: a digest of the email. */
export function accountOf(email: string): string {
  return digest(plainEmail(email));
}

async function checkCredentials(db: Db, { email, password }: Credentials): Promise<Person | "wrong"> {
  const person = await findPersonByEmail(db, email);
  const isRight = await isPassword(password, person?.password_hash);
  if (!person || !isRight || person.deactivated_at !== null) return "wrong";
  return isOutdated(person.password_hash!) ? hashAnew(db, person, password) : person;
}

/** Now that the password is at hand. Sessions that it opened go on: it is the same. */
async function hashAnew(db: Db, person: Person, password: string): Promise<Person> {
  const hashed = { password_hash: await hashPassword(password), password_seal: sealOf(person) };
  const isHashed = await updatePasswordHash(db, person, hashed);
  return isHashed ? { ...person, ...hashed } : person;
}
