/** The rows of policies and of who has confirmed them. Times are UTC ISO strings. */

export type PolicyState = "draft" | "published" | "retired";

/**
 * A text that people confirm to have read. `draft` is what an admin goes on writing, as JSON (domain/policy-texts.ts). `number` is its newest version, 0 before the first;
 * whoever confirmed a version from `asked_number` on is not asked.
 */
export interface Policy { id: number; public_id: string; state: PolicyState; draft: string; number: number; asked_number: number; author_id: number | null; created_at: string }

/** Immutable. `texts` is canonical JSON, `hash` the SHA-256 of it. With `asks_again` 1, those who confirmed an earlier version are asked anew; `note` tells them what is new. */
export interface PolicyVersion { id: number; policy_id: number; number: number; texts: string; hash: string; asks_again: 0 | 1; note: string; publisher_id: number | null; published_at: string }

/** Who is asked: a team and the teams below it, a group, or everybody where both are null. Without a row nobody is. */
export interface PolicyAudience { id: number; policy_id: number; team_id: number | null; group_id: number | null }

/** Append only. `language` and `text_hash` say which text stood on the page; `person_id` is null once that person was erased. */
export interface Acknowledgement { id: number; policy_version_id: number; person_id: number | null; language: string; text_hash: string; at: string }

declare module "knex/types/tables.js" {
  interface Tables { policies: Policy; policy_versions: PolicyVersion; policy_audiences: PolicyAudience; acknowledgements: Acknowledgement }
}
