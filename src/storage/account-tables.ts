/** The rows of what people sign in with. Times are UTC ISO strings. */

export type LinkKind = "invitation" | "reset";
/** A link that went out by mail, kept as a digest. `used_at`: it, or another one of the same person, was used. */
export interface AccountLink { token_hash: string; person_id: number; kind: LinkKind; created_at: string; expires_at: string; used_at: string | null }

/** What an authenticator app shares with us, sealed. It counts from `confirmed_at` on. */
export interface OneTimeSecret { person_id: number; sealed_secret: string; last_step: number; created_at: string; confirmed_at: string | null }
export interface RecoveryCode { id: number; person_id: number; digest: string; created_at: string; used_at: string | null }

/** `credential_id` and `public_key` (COSE) are base64url; `transports` is a JSON list; `is_synced`: it is copied between devices of its owner. */
export interface Passkey {
  id: number; public_id: string; person_id: number; credential_id: string; public_key: string; counter: number; transports: string; name: string; is_synced: 0 | 1; created_at: string; last_used_at: string | null;
}
/** A challenge that was answered, as a digest; it is not taken again. */
export interface SpentChallenge { digest: string; expires_at: string }

/**
 * With what a session was opened: `password-code` and its like are two factors, and so is a passkey whose authenticator checked who holds it; `elsewhere` is another identity provider, which checks for itself;
 * `link` is a link alone.
 */
export const FACTORS = ["password", "passkey", "password-code", "password-recovery", "password-passkey", "elsewhere", "link"] as const;
export type Factor = (typeof FACTORS)[number];

/** `agent`: what its browser says that it is; `network`: see lib/addresses.ts. All that follows `expires_at` is null in sessions that an earlier release opened. */
export interface SessionRow {
  id: string; person_id: number | null; data: string; touched_at: string; expires_at: string; started_at: string | null; agent: string | null; network: string | null; factor: Factor | null; stepped_up_at: string | null;
}

/** `account` is a digest of the email typed; `times` is a JSON list of when, oldest first. */
export interface SignInTries { account: string; address: string; times: string; last_at: string }

/** After so many milliseconds without a request a session ends, and after so many in all. */
export interface SessionSpans { idle: number; most: number }

declare module "knex/types/tables.js" {
  interface Tables { account_links: AccountLink; one_time_secrets: OneTimeSecret; recovery_codes: RecoveryCode; passkeys: Passkey; spent_challenges: SpentChallenge }
}
