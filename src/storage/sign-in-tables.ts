/** Where somebody else says who is there. `issuer` is that of OpenID Connect or the entity ID of SAML; `settings` are JSON (domain/single-sign-on/provider-settings.ts); `refusal` is a message and a detail as JSON. */
export interface SignInProvider {
  id: number; public_id: string; kind: "oidc" | "saml"; name: string; issuer: string; settings: string; sealed_secret: string | null; is_on: 0 | 1; shows_button: 0 | 1;
  author_id: number | null; created_at: string; changed_at: string; last_in_at: string | null; refused_at: string | null; refusal: string | null;
}
/** Whose addresses end so belongs to this provider; with `is_only` their password opens nothing. */
export interface SignInDomain { domain: string; provider_id: number; is_only: 0 | 1 }
/** Whom a provider means by a subject: from then on no address counts. */
export interface Identity { id: number; public_id: string; provider_id: number; issuer: string; subject: string; person_id: number; created_at: string; last_at: string }
/** What we sign with and what is encrypted for us: at most one is `current`, at most one is `next`. */
export interface SamlKey { id: number; public_id: string; state: "next" | "current" | "old"; certificate: string; sealed_key: string; created_at: string }
/** Whose password opens the door although their domain has a provider. */
export interface PasswordException { person_id: number; created_at: string }
/** A sign-in under way. `key_hash` is of what the answer names, `browser_hash` of the cookie it must come back with; `sealed` is what checks the answer, `answer` what it said, sealed too. */
export interface SignInRequest {
  id: number; public_id: string; key_hash: string; provider_id: number; browser_hash: string; network: string; purpose: "sign-in" | "trial"; to_path: string; sealed: string; person_id: number | null;
  created_at: string; expires_at: string; answered_at: string | null; answer: string | null; used_at: string | null;
}
/** What may be used once, until it would not be taken anyway. */
export interface SpentToken { key: string; until: string }
/** Which provider opened a session, and how it calls that. */
export interface FederatedSession { session_id: string; provider_id: number; subject: string; sid: string | null; sealed: string }

declare module "knex/types/tables.js" {
  interface Tables {
    sign_in_providers: SignInProvider; sign_in_domains: SignInDomain; identities: Identity; saml_keys: SamlKey; password_exceptions: PasswordException;
    sign_in_requests: SignInRequest; spent_tokens: SpentToken; federated_sessions: FederatedSession;
  }
}
