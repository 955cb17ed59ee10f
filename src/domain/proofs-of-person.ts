import type { Factor, Passkey } from "../storage/account-tables.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import { findPerson } from "../storage/people.ts";
import { hasSessionFrom } from "../storage/sessions.ts";
import { countTriesOf } from "../storage/sign-in-tries.ts";
import type { Db, Person } from "../storage/tables.ts";
import { networkOf } from "../lib/addresses.ts";
import { isOneTimeCode } from "./one-time-codes.ts";
import { checkPasskey, credentialIn, type Site } from "./passkeys.ts";
import { isPassword } from "./passwords.ts";
import { useRecoveryCode } from "./recovery-codes.ts";
import { countedTry, pairOf, stretchOf, type TooMany } from "./tries.ts";

/** What somebody gives to show that it is they: one of these. `passkey` is what a browser answered, as JSON. */
export interface Given { password?: string; code?: string; passkey?: string }
/** Where and by whom it is checked: the address of the request, what passkeys are good for, and the secret of the installation. */
export interface Checker { ip: string; site: Site; secret: string }
type Proven = { factor: Factor };

/** So many codes may be guessed within a quarter of an hour from all addresses together. Only who knows the password comes to guess them; addresses from which the person is signed in go on. */
const MOST_GUESSES_FROM_ANYWHERE = 50;

/** The second factor after the right password, and with what the session may be opened. Failures are counted for the account from this address. */
export async function checkSecondFactor(db: Db, person: Pick<Person, "id" | "public_id">, given: Given, checker: Checker, at: Date): Promise<Proven | "wrong" | TooMany> {
  const pair = pairOf(`second factor of ${person.public_id}`, checker.ip);
  const guesses = await countTriesOf(db, pair.account, stretchOf(at));
  if (guesses >= MOST_GUESSES_FROM_ANYWHERE && !(await hasSessionFrom(db, person.id, networkOf(checker.ip)))) return "too often";
  return countedTry(db, pair, () => check(db, person, { ...given, password: "" }, secondPurpose(person), checker, at), at);
}

/** Whoever is signed in shows once more that it is they, with any of what they have. */
export async function checkAgain(db: Db, person: Pick<Person, "id" | "public_id">, given: Given, checker: Checker, at: Date): Promise<Proven | "wrong" | TooMany> {
  return countedTry(db, pairOf(`step up of ${person.public_id}`, checker.ip), () => check(db, person, given, againPurpose(person), checker, at), at);
}

/** Signs in with a passkey alone, whose authenticator checked who holds it. */
export async function signInWithPasskey(db: Db, answer: string, { ip, site, secret }: Checker, at: Date): Promise<Person | "wrong" | TooMany> {
  return countedTry(db, pairOf(`passkey ${credentialIn(answer)}`, ip), async () => {
    const passkey = await checkPasskey(db, answer, ALONE, true, site, secret, at);
    const person = passkey && (await findPerson(db, passkey.person_id));
    return person && person.deactivated_at === null ? person : "wrong";
  }, at);
}

/** What a passkey is asked for, so that an answer to one is none to another. */
export const ALONE = "signing in";
export const secondPurpose = ({ public_id }: Pick<Person, "public_id">) => `the second factor of ${public_id}`;
export const againPurpose = ({ public_id }: Pick<Person, "public_id">) => `confirming ${public_id}`;

async function check(db: Db, person: Pick<Person, "id" | "public_id">, { password = "", code = "", passkey = "" }: Given, purpose: string, { site, secret }: Checker, at: Date): Promise<Proven | "wrong"> {
  if (passkey !== "") return isOwn(person, await checkPasskey(db, passkey, purpose, false, site, secret, at)) ? { factor: "password-passkey" } : "wrong";
  if (code !== "") {
    if (await isOneTimeCode(db, person.id, code, secret, at)) return { factor: "password-code" };
    if (!(await useRecoveryCode(db, person.id, code, secret, at))) return "wrong";
    await insertAuditEvent(db, person.id, "person.recovery-used", person.public_id, {}, at);
    return { factor: "password-recovery" };
  }
  return password !== "" && (await isPassword(password, (await findPerson(db, person.id))?.password_hash)) ? { factor: "password" } : "wrong";
}

function isOwn({ id }: Pick<Person, "id">, passkey: Passkey | undefined): boolean {
  return passkey?.person_id === id;
}
