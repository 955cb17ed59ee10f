import type { Link } from "../lib/chain.ts";
import type { Span } from "./evidence-records.ts";
import type { Db } from "./tables.ts";

/** Entries of the audit log about one deed, in order; `id` is their place. */
export async function listAllLinksOf(db: Db, deed: string, { from, until }: Span, after: number, limit: number): Promise<(Link & { id: number })[]> {
  const rows = (await db("audit_events").where({ deed }).where("at", ">=", from).where("at", "<", until).where("number", ">", after).orderBy("number").limit(limit)) as Link[];
  return rows.map((row) => ({ ...row, id: row.number }));
}

/** Entries between two places, in order. */
export async function listLinksUpTo(db: Db, last: number, after: number, limit: number): Promise<(Link & { id: number })[]> {
  const rows = (await db("audit_events").where("number", ">", after).where("number", "<=", last).orderBy("number").limit(limit)) as Link[];
  return rows.map((row) => ({ ...row, id: row.number }));
}
