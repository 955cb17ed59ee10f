import type { Knex } from "knex";
import type { Db } from "./tables.ts";
import { factsUntold, untoldSince } from "./told-when.ts";

/**
 * A column that points at a person, what erasing that person does to it, and what their download shows of the rows.
 * `deleted`: the row goes. `freed`: the row stays and points at nobody. `kept`: it goes on pointing at the emptied row of `people`, which names nobody, because the row
 * belongs to the organisation. `moved`: domain/erasing.ts sees to it. `shown` empty: the download tells of it elsewhere.
 */
export interface Trace { table: string; column: string; fate: "deleted" | "freed" | "kept" | "moved"; shown: readonly string[] }

const trace = (table: string, column: string, fate: Trace["fate"], shown: readonly string[] = []): Trace => ({ table, column, fate, shown });

/** All of them. A test holds this list against the database, so that nobody adds a table without deciding. Rows that others point at come after those. */
export const TRACES: readonly Trace[] = [
  trace("person_roles", "person_id", "deleted"),
  trace("sessions", "person_id", "deleted", ["started_at", "touched_at", "expires_at", "agent", "network", "factor"]),
  trace("account_links", "person_id", "deleted", ["kind", "created_at", "expires_at", "used_at"]),
  trace("one_time_secrets", "person_id", "deleted", ["created_at", "confirmed_at"]),
  trace("recovery_codes", "person_id", "deleted", ["created_at", "used_at"]),
  trace("passkeys", "person_id", "deleted", ["name", "is_synced", "created_at", "last_used_at"]),
  trace("attempts", "person_id", "moved"),
  trace("counted_people", "person_id", "moved"),
  trace("told_results", "person_id", "freed"),
  trace("memories", "person_id", "deleted", ["fact_id", "stability", "difficulty", "decay", "due_at", "last_at", "reps", "lapses"]),
  trace("recollections", "person_id", "deleted", ["fact_id", "question_id", "grade", "chance", "expected", "at"]),
  trace("paces", "person_id", "deleted", ["pace"]),
  trace("reviews", "person_id", "deleted", ["day", "position", "fact_id", "asked_at", "chosen", "score", "confidence", "answered_at"]),
  trace("reminders", "person_id", "deleted", ["time_zone", "digest", "digest_hour", "team_day", "studio", "reminded_at", "calendar_since"]),
  trace("rehearsals", "person_id", "deleted", ["started_at", "finished_at"]),
  trace("working_copies", "person_id", "deleted", ["question", "fields", "at"]),
  trace("outbox", "person_id", "deleted", ["kind", "day", "subject", "state", "created_at", "sent_at", "failure"]),
  trace("path_runs", "author_id", "kept", ["path", "started_at"]),
  trace("packs", "author_id", "kept", ["slug", "version", "created_at"]),
  trace("channels", "author_id", "kept", ["name", "program", "created_at"]),
  trace("certificates", "person_id", "deleted", ["number", "title", "issued_at", "expires_at", "shows", "revoked_at", "revoked_reason"]),
  trace("certificates", "revoked_by", "kept", ["title", "revoked_at"]),
  trace("time_additions", "person_id", "deleted", ["minutes", "at"]),
  trace("time_additions", "author_id", "kept", ["minutes", "at"]),
  trace("problem_reports", "person_id", "moved", ["public_id", "question_id", "reason", "option", "chosen", "text", "state", "at", "note", "outcome", "closed_at"]),
  trace("problem_reports", "closed_by", "kept", ["public_id", "note", "closed_at"]),
  trace("suspensions", "person_id", "freed"),
  trace("suspensions", "ended_by", "kept", ["at", "ended_at"]),
  trace("regrades", "author_id", "kept", ["public_id", "kind", "reason", "at"]),
  trace("regrades", "reversed_by", "kept", ["public_id", "reversed_at", "reversal_reason"]),
  trace("people", "line_manager_id", "freed", ["public_id"]),
  trace("directory_people", "person_id", "deleted", ["user_name", "external_id", "resource", "created_at", "updated_at"]),
  trace("group_members", "person_id", "deleted", ["group_id"]),
  trace("people_import_lines", "person_id", "deleted", ["line", "outcome", "changes"]),
  trace("people_import_lines", "manager_id", "freed"),
  trace("people_imports", "author_id", "kept", ["public_id", "file_name", "state", "created_at"]),
  trace("teams", "manager_id", "freed", ["public_id", "name"]),
  trace("audit_events", "actor_id", "kept"),
  trace("desk_views", "person_id", "deleted", ["name", "address", "created_at"]),
  trace("sightings", "person_id", "deleted", ["hour", "place"]),
  trace("sightings", "viewer_id", "deleted"),
  trace("installation_settings", "changed_by", "kept", ["section", "changed_at"]),
  trace("legal_holds", "begun_by", "kept", ["since"]),
  trace("legal_holds", "ended_by", "kept", ["since", "ended_at"]),
  trace("erasures", "person_id", "kept"),
  trace("erasure_requests", "person_id", "kept", ["asked_at", "closed_at", "outcome", "reason"]),
  trace("erasure_requests", "closed_by", "kept", ["closed_at", "outcome"]),
  trace("questions", "author_id", "kept", ["public_id", "kind", "level", "topic", "state", "created_at"]),
  trace("question_imports", "author_id", "kept", ["public_id", "file_name", "state", "created_at"]),
  trace("question_versions", "author_id", "kept", ["number", "stem", "created_at"]),
  trace("question_reviews", "asked_by", "kept", ["asked_at", "note", "decision"]),
  trace("question_reviews", "decided_by", "kept", ["decided_at", "decision", "words"]),
  trace("quizzes", "author_id", "kept", ["slug", "title", "summary", "state", "created_at"]),
  trace("quiz_versions", "publisher_id", "kept", ["number", "title", "published_at", "reason"]),
  trace("assignments", "author_id", "kept", ["public_id", "title", "due_on", "created_at"]),
  trace("assignment_audiences", "person_id", "deleted", ["assignment_id", "is_exclusion"]),
  trace("assignment_members", "person_id", "deleted", ["assignment_id", "joined_on", "left_on"]),
  trace("assignment_exceptions", "person_id", "deleted", ["assignment_id", "kind", "due_on", "reason", "created_at"]),
  trace("assignment_exceptions", "author_id", "kept", ["kind", "created_at"]),
  trace("duties", "person_id", "deleted", ["assignment_id", "round", "quiz_id", "state", "opens_on", "due_on", "done_at"]),
  trace("calendar_entries", "person_id", "deleted", ["assignment_id", "round", "quiz_id", "state", "day", "title", "changed_at"]),
  trace("articles", "author_id", "kept", ["public_id", "publisher", "title", "url", "created_at"]),
  trace("merged_entities", "merged_by", "kept", ["key", "kept_key", "merged_at"]),
  trace("article_picks", "picked_by", "kept", ["question", "picked_at"]),
  trace("candidates", "decided_by", "kept", ["state", "fact_key", "decided_at"]),
  trace("model_readings", "asked_by", "kept", ["host", "model", "asked_at"]),
  trace("fact_standings", "author_id", "kept", ["standing", "reason", "at"]),
  trace("acknowledgements", "person_id", "freed", ["language", "text_hash", "at"]),
  trace("policies", "author_id", "kept", ["public_id", "created_at"]),
  trace("policy_versions", "publisher_id", "kept", ["number", "hash", "published_at"]),
  trace("evidence_packs", "author_id", "kept", ["public_id", "first_day", "last_day", "created_at"]),
  trace("api_tokens", "person_id", "deleted", ["name", "shown", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at"]),
  trace("api_tokens", "revoked_by", "kept", ["name", "revoked_at"]),
  trace("learning_systems", "author_id", "kept", ["name", "issuer", "created_at"]),
  trace("learning_accounts", "person_id", "deleted", ["issuer", "subject", "created_at", "last_at"]),
  trace("learning_invitations", "author_id", "deleted", ["expires_at"]),
  trace("launch_tickets", "person_id", "deleted"),
  trace("grade_links", "person_id", "deleted", ["quiz_id", "deployment", "resource_link", "state", "sent_at", "created_at"]),
  trace("question_links", "author_id", "kept", ["title", "created_at"]),
  trace("sign_in_providers", "author_id", "kept", ["public_id", "name", "created_at"]),
  trace("identities", "person_id", "deleted", ["issuer", "subject", "created_at", "last_at"]),
  trace("sign_in_requests", "person_id", "deleted", ["purpose", "created_at"]),
  trace("password_exceptions", "person_id", "deleted", ["created_at"]),
  trace("lessons", "author_id", "kept", ["title", "text"]),
  trace("webhooks", "author_id", "kept", ["name", "created_at"]),
  trace("webhook_deliveries", "person_id", "deleted", ["event", "happened_at", "state", "settled_at"]),
  trace("record_stores", "author_id", "kept", ["created_at"]),
  trace("statements", "person_id", "deleted", ["verb", "position", "state", "created_at", "settled_at"]),
];

/** Deletes and frees what points at this person, as TRACES says. */
export async function deleteTraces(tx: Db, personId: number): Promise<void> {
  for (const { table, column, fate } of TRACES) {
    const rows: Knex.QueryBuilder = tx(table).where(column, personId);
    if (fate === "deleted") await rows.delete();
    if (fate === "freed") await rows.update({ [column]: null });
  }
}

/** The rows of one trace as the person may read them, in portions, in no order that matters. What would tell whether an answer was right, before that may be told, is left out. */
export async function listTraceRows(db: Db, { table, column, shown }: Trace, personId: number, limit: number, offset: number): Promise<Record<string, unknown>[]> {
  const rows: Knex.QueryBuilder = db(table).where(column, personId).select(...shown).orderBy([...shown]).limit(limit).offset(offset);
  if (table === "memories") rows.whereNotIn("fact_id", factsUntold(db, personId));
  if (table === "recollections") rows.whereNot((untold) => untold.whereIn("fact_id", factsUntold(db, personId)).where("at", ">=", untoldSince(db, personId)));
  return (await rows) as Record<string, unknown>[];
}
