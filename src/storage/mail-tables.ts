/** The rows of what is sent, and of how people want to be told. Times are UTC ISO strings, days as 2026-01-05 on the clock of whoever is told. */
import type { New } from "./tables.ts";

/**
 * How somebody wants to be reminded. The address of the calendar is kept as a digest. Without a time zone or an hour those of the server count. `digest`: also what is voluntary.
 * `team_day`: the weekday of the word about their teams, 1 for Monday to 7, 0 for none, null for what is usual. `studio`: what waits there; null for what is usual.
 */
export interface Reminders {
  person_id: number; time_zone: string | null; calendar_hash: string | null; calendar_since: string | null; digest: 0 | 1; digest_hour: number | null;
  team_day: number | null; studio: 0 | 1 | null; looked_on: string | null; reminded_at: string | null;
}

/** `held`: it waited in a backup that was restored, may have gone since, and goes when somebody decides so. */
export type MailState = "queued" | "sending" | "sent" | "failed" | "dropped" | "held";
/** `welcome` and `reset` hold a link that is made when they go; there may be several a day, as of `notice`, which says what changed in an account; their `day` has something behind it that tells them apart. */
export type MailKind = "digest" | "post" | "alert" | "invitation" | "welcome" | "reset" | "notice";
/**
 * One message to one person, or to one channel, at most one of a kind a day; behind the day of an invitation stands "/entry.sequence" of its calendar entry. `message` is JSON where it was written when it was queued, such as by an earlier release; an empty one is written when it goes, so that it
 * says what holds then. `failure`: a key of the catalogues, or what the server answered.
 */
export interface Mail {
  id: number; person_id: number | null; channel_id: number | null; kind: MailKind; day: string; subject: string | null; message: string; state: MailState; tries: number;
  next_at: string; created_at: string; sent_at: string | null; failure: string | null;
}
export type NewMail = New<Mail>;

/** A channel of a chat program. The address is a secret; `shown_address` is what may be seen of it. `team_id` null: everybody. */
export interface Channel {
  id: number; public_id: string; name: string; program: "slack" | "teams"; team_id: number | null; sealed_address: string; shown_address: string; language: string; weekday: number; hour: number;
  is_on: 0 | 1; author_id: number | null; created_at: string;
}

/** What an installation says in its own words at the beginning and the end of mails. */
export interface MailOwnWords { language: string; opening: string; closing: string }

declare module "knex/types/tables.js" {
  interface Tables { reminders: Reminders; outbox: Mail; channels: Channel; mail_words: MailOwnWords }
}
