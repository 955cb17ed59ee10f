import type { Knex } from "knex";
import { countRows } from "./counting-rows.ts";
import type { Db, Person } from "./tables.ts";

/** Keeps active people who have nothing to sign in with, and whom no provider and no learning system has sent here. */
export function whereNeverIn(people: Knex.QueryBuilder, db: Db): Knex.QueryBuilder {
  people.whereNull("people.deactivated_at").whereNull("people.password_hash");
  for (const table of ["identities", "passkeys", "learning_accounts", "sessions"] as const) people.whereNotExists(ownIn(db, table));
  return people;
}

/** Those of them whom no open invitation, no mail with one that waits, no provider that has their address and no learning system that finds people by theirs can let in. */
function whereNoWayIn(people: Knex.QueryBuilder, db: Db, at: string): Knex.QueryBuilder {
  const provided = db("sign_in_domains as d").join("sign_in_providers as p", "p.id", "d.provider_id").where("p.is_on", 1).whereRaw("lower(people.email) LIKE '%@' || lower(d.domain)").select(db.raw("1"));
  return whereNeverIn(people, db).whereNotExists(ownIn(db, "account_links").whereNull("used_at").where("expires_at", ">", at)).whereNotExists(ownIn(db, "outbox").whereIn("kind", ["welcome", "reset"]).whereIn("state", ["queued", "sending"]))
    .whereNotExists(provided).whereNotExists(db("learning_systems").where({ is_on: 1, links_by_email: 1 }).select(db.raw("1")));
}

function ownIn(db: Db, table: "identities" | "passkeys" | "learning_accounts" | "sessions" | "account_links" | "outbox"): Knex.QueryBuilder {
  return (db(table) as Knex.QueryBuilder).whereRaw(`${table}.person_id = people.id`).select(db.raw("1"));
}

/** The ids of all who cannot come in. */
export async function listIdsWithoutWayIn(db: Db, at: Date): Promise<Set<number>> {
  const rows: { id: number }[] = await whereNoWayIn(db("people"), db, at.toISOString()).select("people.id");
  return new Set(rows.map(({ id }) => id));
}

/** How many of them are asked to take something. */
export function countAskedWithoutWayIn(db: Db, at: Date): Promise<number> {
  const asked: Knex.QueryBuilder = db("duties as d").join("assignments as s", "s.id", "d.assignment_id").whereNull("s.ended_at").where("d.state", "open").whereRaw("d.person_id = people.id").select(db.raw("1"));
  return countRows(whereNoWayIn(db("people"), db, at.toISOString()).whereExists(asked));
}

export async function hasWayIn(db: Db, { id, password_hash }: Pick<Person, "id" | "password_hash">, at: Date): Promise<boolean> {
  return password_hash !== null || (await whereNoWayIn(db("people"), db, at.toISOString()).where("people.id", id).first("people.id")) === undefined;
}
