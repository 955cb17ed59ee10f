import type { Knex } from "knex";
import type { Mail, MailState } from "./mail-tables.ts";
import type { Db } from "./tables.ts";

/** What is looked for; empty texts look for everything. `who` is part of a name or an email. */
export interface MailFilter { who: string; state: MailState | "" }
/** Without what it says, which is kept for nobody. */
export type LoggedMail = Omit<Mail, "message"> & { name: string | null; email: string | null; person_public_id: string | null; channel_name: string | null };

const SHOWN = ["id", "person_id", "channel_id", "kind", "day", "subject", "state", "tries", "next_at", "created_at", "sent_at", "failure"].map((column) => `outbox.${column}`);

/** The newest first, before this id: a page costs the same wherever it is. */
export async function listMailLog(db: Db, { who, state }: MailFilter, before: number, limit: number): Promise<LoggedMail[]> {
  const rows = (db("outbox") as Knex.QueryBuilder).leftJoin("people", "people.id", "outbox.person_id").leftJoin("channels", "channels.id", "outbox.channel_id").where("outbox.id", "<", before).orderBy("outbox.id", "desc").limit(limit)
    .select(...SHOWN, "people.name", "people.email", "people.public_id as person_public_id", "channels.name as channel_name");
  if (state !== "") rows.where("outbox.state", state);
  if (who !== "") rows.whereIn("outbox.person_id", whoever(db, who));
  return (await rows) as LoggedMail[];
}

function whoever(db: Db, who: string): Knex.QueryBuilder {
  const text = `%${who.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db("people").whereRaw("LOWER(name) LIKE ? ESCAPE '\\'", [text]).orWhereRaw("LOWER(email) LIKE ? ESCAPE '\\'", [text]).select("id");
}

/** What went to one person, or was to go. */
export async function listMailTo(db: Db, personId: number, before: number, limit: number): Promise<Omit<Mail, "message">[]> {
  const rows: Knex.QueryBuilder = db("outbox").where({ person_id: personId }).where("id", "<", before).orderBy("id", "desc").limit(limit).select(...SHOWN);
  return (await rows) as Omit<Mail, "message">[];
}
