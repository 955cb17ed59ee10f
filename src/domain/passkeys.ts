import { createHmac } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { newPublicId } from "../lib/ids.ts";
import type { Passkey } from "../storage/account-tables.ts";
import { findPasskey, insertPasskey, listPasskeysOf, updatePasskeyUsed } from "../storage/passkeys.ts";
import { findPersonByEmail } from "../storage/people.ts";
import type { Db, Person } from "../storage/tables.ts";
import { isChallenge, newChallenge, spendChallenge } from "./challenges.ts";

/** Read when somebody first uses a passkey: it takes a sixth of the time of a start. */
const passkeyRules = () => import("@simplewebauthn/server");

/** Where passkeys are good: the host that people type, the address of its pages, and what the installation is called. */
export interface Site { id: string; origin: string; name: string }
type Owner = Pick<Person, "id" | "public_id" | "email" | "name">;
/** What a browser is to do, as JSON for `navigator.credentials`. */
export type PasskeyOptions = object;

const MOST_PASSKEYS = 20;
const LONGEST = 8_000;
const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
const text = z.string().max(LONGEST);
/** What a browser answers, as far as the library looks at it (WebAuthn 3, 5.1.8). */
const answered = z.object({ id: text, rawId: text, type: z.literal("public-key"), clientExtensionResults: z.object({}).default({}), response: z.looseObject({ clientDataJSON: text }) });

/** For a new passkey. A user name is not needed to sign in with it later, where the authenticator can keep one. */
export async function newPasskeyOptions(db: Db, owner: Owner, site: Site, secret: string, at: Date): Promise<PasskeyOptions> {
  const there = await listPasskeysOf(db, owner.id);
  return (await passkeyRules()).generateRegistrationOptions({
    rpName: site.name, rpID: site.id, userName: owner.email, userDisplayName: owner.name, userID: new Uint8Array(Buffer.from(owner.public_id)), challenge: newChallenge(secret, newPurpose(owner), at),
    attestationType: "none", excludeCredentials: there.map(({ credential_id, transports }) => ({ id: credential_id, transports: JSON.parse(transports) as string[] })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
}

/** The passkey that a browser made, or undefined where it is none that we asked for. Whoever calls this keeps it together with what follows from it. */
export async function checkNewPasskey(db: Db, owner: Owner, answer: string, site: Site, secret: string, at: Date): Promise<Omit<Passkey, "id" | "name"> | undefined> {
  const response = parsed(answer) as RegistrationResponseJSON | undefined;
  if (!response || (await listPasskeysOf(db, owner.id)).length >= MOST_PASSKEYS) return undefined;
  const challenge = (given: string) => isChallenge(given, secret, newPurpose(owner), at);
  const checked = await (await passkeyRules()).verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.id, requireUserVerification: false }).catch(() => undefined);
  if (!checked?.verified || !(await spendChallenge(db, challengeIn(response)))) return undefined;
  const { credential, credentialBackedUp } = checked.registrationInfo;
  if (await findPasskey(db, credential.id)) return undefined;
  const transports = (response.response.transports ?? []).filter((given) => TRANSPORTS.some((known) => known === given));
  return {
    public_id: newPublicId(), person_id: owner.id, credential_id: credential.id, public_key: Buffer.from(credential.publicKey).toString("base64url"), counter: credential.counter, transports: JSON.stringify(transports),
    is_synced: credentialBackedUp ? 1 : 0, created_at: at.toISOString(), last_used_at: null,
  };
}

export const keepPasskey = insertPasskey;

/** For proving who one is. `purpose`: what is proven by it. With `owner` only their passkeys are asked for; `email` is for keys that keep no user name: it tells nothing, because an address without passkeys gets one that nobody has. */
export async function passkeyOptions(db: Db, { owner, email }: { owner?: Pick<Person, "id">; email?: string }, purpose: string, site: Site, secret: string, at: Date): Promise<PasskeyOptions> {
  const person = owner ?? (email ? await findPersonByEmail(db, email) : undefined);
  const keys = person ? await listPasskeysOf(db, person.id) : [];
  const asked = keys.length === 0 && email ? [{ id: decoyFor(email, secret) }] : keys.map(({ credential_id }) => ({ id: credential_id }));
  return (await passkeyRules()).generateAuthenticationOptions({ rpID: site.id, challenge: newChallenge(secret, purpose, at), userVerification: owner ? "preferred" : "required", ...(asked.length > 0 && { allowCredentials: asked }) });
}

/** Whose passkey answered, or undefined. Where nothing else was proven before (`isAlone`), the authenticator must have checked who holds it. An answer is taken once, and a counter that stands still or runs back is refused. */
export async function checkPasskey(db: Db, answer: string, purpose: string, isAlone: boolean, site: Site, secret: string, at: Date): Promise<Passkey | undefined> {
  const response = parsed(answer) as AuthenticationResponseJSON | undefined;
  const passkey = response && (await findPasskey(db, response.id));
  if (!response || !passkey) return undefined;
  const credential = { id: passkey.credential_id, publicKey: new Uint8Array(Buffer.from(passkey.public_key, "base64url")), counter: passkey.counter };
  const challenge = (given: string) => isChallenge(given, secret, purpose, at);
  const checked = await (await passkeyRules()).verifyAuthenticationResponse({ response, expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.id, credential, requireUserVerification: isAlone }).catch(() => undefined);
  if (!checked?.verified || !(await spendChallenge(db, challengeIn(response)))) return undefined;
  return (await updatePasskeyUsed(db, passkey, checked.authenticationInfo.newCounter, at.toISOString())) ? passkey : undefined;
}

/** Which passkey an answer speaks of; empty for one that cannot be read. */
export function credentialIn(answer: string): string {
  return (parsed(answer) as { id: string } | undefined)?.id ?? "";
}

function newPurpose({ public_id }: Pick<Person, "public_id">): string {
  return `a new passkey of ${public_id}`;
}

function parsed(answer: string): object | undefined {
  if (answer.length > LONGEST) return undefined;
  try {
    return answered.safeParse(JSON.parse(answer)).data;
  } catch {
    return undefined;
  }
}

/** The library has read it by now, so it can be read. */
function challengeIn({ response }: { response: { clientDataJSON: string } }): string {
  return (JSON.parse(Buffer.from(response.clientDataJSON, "base64url").toString("utf8")) as { challenge: string }).challenge;
}

function decoyFor(email: string, secret: string): string {
  return createHmac("sha256", secret).update(`passkey decoy ${email.trim().toLowerCase()}`).digest("base64url");
}
