/**
 * What a program shows instead of a person signing in. The token itself is kept as a digest; `shown` is what may be seen of it. It acts as `person_id`, within `scopes`, a JSON list.
 * `last_used_at` is right to the minute.
 */
export interface ApiToken {
  id: number; public_id: string; token_hash: string; name: string; shown: string; scopes: string; person_id: number; created_at: string; expires_at: string; last_used_at: string | null;
  revoked_at: string | null; revoked_by: number | null;
}
/** How many requests processes took for a token in the stretch of time that began at `since`. */
export interface ApiBudget { token_id: number; since: string; taken: number }
/** The reply to what was asked under a key (Idempotency-Key). `digest` is that of the request; without a `status` it is still being answered, by `run`. `reply` is JSON. */
export interface ApiReply { token_id: number; key: string; digest: string; run: string; begun_at: string; status: number | null; reply: string | null }

declare module "knex/types/tables.js" {
  interface Tables { api_tokens: ApiToken; api_budgets: ApiBudget; api_replies: ApiReply }
}
