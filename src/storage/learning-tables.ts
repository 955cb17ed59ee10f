/** The rows of learning systems (LTI 1.3 platforms) and of links to one question. Times are UTC ISO strings; lists are JSON. */
import type { New } from "./tables.ts";

/**
 * A registration at a platform. `deployments`: ids that may launch; `frames`: origins whose pages may show ours. `token_audience` is what a request for a token is addressed to where that is not `token_url`, else empty.
 * `grounds`: why results of single people go there although the privacy mode hides names, empty where they do not. `links_by_email`: whoever is unknown is found by email; `makes_people`: or else made; `makes_trainers`: an instructor there is a trainer here.
 */
export interface LearningSystem {
  id: number; public_id: string; name: string; issuer: string; client_id: string; deployments: string; login_url: string; token_url: string; keys_url: string; token_audience: string; frames: string; grounds: string;
  links_by_email: 0 | 1; makes_people: 0 | 1; makes_trainers: 0 | 1; is_on: 0 | 1; author_id: number | null; created_at: string;
}
/** Who somebody of a platform is here. A subject is unique within its issuer (OpenID Connect Core 2). */
export interface LearningAccount { id: number; issuer: string; subject: string; person_id: number; created_at: string; last_at: string }

/** A key pair of ours: `public_key` is its JWK, `sealed_key` the private one, sealed. It signs from `used_from` on, so that platforms have fetched it by then. */
export interface ToolKey { kid: string; public_key: string; sealed_key: string; created_at: string; used_from: string }

/** An address at which one learning system may register itself; it is kept as a digest. */
export interface LearningInvitation { token_hash: string; author_id: number; expires_at: string }

/** A sign-in that was begun; both secrets are kept as digests, and the row goes with the first use. */
export interface LaunchState { state_hash: string; system_id: number; nonce_hash: string; expires_at: string }
/** What a launch allows once: to come in, or to choose a quiz for a course. `data` is JSON. */
export interface LaunchTicket { ticket_hash: string; system_id: number; person_id: number | null; data: string; expires_at: string }

/**
 * A place in a course that is told how somebody did at a quiz. `endpoint` is the claim of the grade service as JSON, `line_item` the address of the column once it is known. `turn` goes up whenever there is something new to tell;
 * `told_at` is the time that the newest score carried: later ones must carry a later one. `failure` is a key of the catalogues.
 */
export interface GradeLink {
  id: number; system_id: number; person_id: number; quiz_id: number; deployment: string; resource_link: string; subject: string; endpoint: string; line_item: string | null;
  state: "idle" | "queued" | "sending" | "sent" | "failed"; turn: number; tries: number; next_at: string; sent_at: string | null; told_at: string | null; failure: string | null; created_at: string;
}

/** Leads people to one question of a quiz of its own, without signing in. `ended_at`: somebody ended it before `ends_at`. */
export interface QuestionLink {
  id: number; public_id: string; title: string; quiz_id: number; sealed_secret: string; ends_at: string; ended_at: string | null; author_id: number | null; created_at: string;
}

/** A course there that says who its members are, at `members_url`. `context` is what the system calls it; `read_at`: when they were asked for last. */
export interface LearningCourse { id: number; public_id: string; system_id: number; context: string; title: string; members_url: string; seen_at: string; read_at: string | null }

export type NewLearningSystem = New<LearningSystem>;

declare module "knex/types/tables.js" {
  interface Tables {
    learning_systems: LearningSystem; learning_accounts: LearningAccount; tool_keys: ToolKey; learning_invitations: LearningInvitation;
    launch_states: LaunchState; launch_tickets: LaunchTicket; grade_links: GradeLink; learning_courses: LearningCourse; question_links: QuestionLink;
  }
}
