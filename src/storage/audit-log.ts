import type { Knex } from "knex";
import type { AuditEvent, Db } from "./tables.ts";

/** What is looked for; empty texts look for everything. `deed` is one, or with a dot at its end all that begin so; `from` and `until` are times; deeds that are withheld are left out. */
export interface AuditFilter { who: string; deed: string; subject: string; from: string; until: string; withholds: readonly string[] }
export type LoggedEvent = AuditEvent & { number: number; actor_name: string | null; actor_email: string | null };

/** The newest first, before this place in the chain. */
export async function listLogged(db: Db, filter: AuditFilter, before: number, limit: number): Promise<LoggedEvent[]> {
  const rows: Knex.QueryBuilder = db("audit_events").leftJoin("people", "people.id", "audit_events.actor_id").where("audit_events.number", "<", before);
  narrow(rows, filter);
  if (filter.who !== "") void rows.whereIn("audit_events.actor_id", await whoever(db, filter.who));
  if (filter.from !== "") void rows.where("audit_events.number", ">=", (await placeOf(db, filter.from)) - OUT_OF_ORDER);
  if (filter.until !== "") void rows.where("audit_events.number", "<=", (await placeOf(db, filter.until)) + OUT_OF_ORDER);
  void rows.orderBy("audit_events.number", "desc").limit(limit).select("audit_events.*", "people.name as actor_name", "people.email as actor_email");
  return (await rows) as LoggedEvent[];
}

function narrow(rows: Knex.QueryBuilder, { deed, subject, from, until, withholds }: AuditFilter): void {
  if (withholds.length > 0) void rows.whereNotIn("deed", [...withholds]);
  if (deed.endsWith(".")) void rows.where("deed", ">=", deed).where("deed", "<", `${deed.slice(0, -1)}/`);
  else if (deed !== "") void rows.where({ deed });
  if (subject !== "") void rows.where({ subject });
  if (from !== "") void rows.where("at", ">=", from);
  if (until !== "") void rows.where("at", "<", until);
}

const LAST = 2 ** 31 - 1;
/** Clocks of several processes differ: entries may stand so many places from where their time would put them. */
const OUT_OF_ORDER = 5_000;

/** About where in the chain a time is, so that a million entries need not be gone through to get there. */
async function placeOf(db: Db, time: string): Promise<number> {
  return (await db("audit_events").where("at", ">=", time).orderBy("at").select("number").first())?.number ?? LAST - OUT_OF_ORDER;
}

const MOST_PEOPLE = 200;

async function whoever(db: Db, who: string): Promise<number[]> {
  const text = `%${who.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db("people").whereRaw("LOWER(name) LIKE ? ESCAPE '\\'", [text]).orWhereRaw("LOWER(email) LIKE ? ESCAPE '\\'", [text]).orderBy("id").limit(MOST_PEOPLE).pluck("id");
}
