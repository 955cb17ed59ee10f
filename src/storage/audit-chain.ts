import { randomBytes } from "node:crypto";
import { digestOf, digestOfDetail, EMPTY, nextHead, type Entry, type Head, type Link } from "../lib/chain.ts";
import { insertInBatches } from "./batches.ts";
import { countRows } from "./counting-rows.ts";
import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";

/**
 * Puts entries at the end of the chain, all or none. On PostgreSQL they find their places when the transaction ends (see migrations/027-audit-triggers.ts); SQLite has one writer,
 * so that they find them here.
 */
export async function insertEntries(db: Db, entries: readonly Omit<Entry, "salt">[]): Promise<void> {
  if (entries.length === 0) return;
  if (!db.isTransaction) return db.transaction((tx) => insertEntries(tx, entries));
  const sealed = entries.map(sealedEntry);
  if (isPostgresDb(db)) return insertInBatches(db, "audit_events", sealed);
  let head = await findHead(db);
  await insertInBatches(db, "audit_events", sealed.map((entry) => ({ ...entry, ...(head = nextHead(head, entry.digest)) })));
  await db("audit_head").update(head);
}

function sealedEntry(entry: Omit<Entry, "salt">): Omit<Link, "number" | "hash"> {
  const salted = { ...entry, salt: randomBytes(16).toString("base64url") };
  const detail_digest = digestOfDetail(salted);
  return { ...salted, detail_digest, digest: digestOf(salted, detail_digest) };
}

export async function findHead(db: Db): Promise<Head> {
  const { number, hash } = (await db("audit_head").first()) ?? EMPTY;
  return { number, hash };
}

/** The next links of the chain, in order. */
export function listLinks(db: Db, after: number, limit: number): Promise<Link[]> {
  return db("audit_events").where("number", ">", after).orderBy("number").limit(limit) as Promise<Link[]>;
}

/** Entries that never got a place: nobody but somebody who went past Debrief makes such. */
export function countLoose(db: Db): Promise<number> {
  return countRows(db("audit_events").whereNull("number"));
}

/** What was noted in this transaction has its places from here on. */
export async function settlePlaces(tx: Db): Promise<void> {
  if (isPostgresDb(tx)) await tx.raw("SET CONSTRAINTS audit_events_chained IMMEDIATE");
}

/** Whether this database has a chain: one of an older release has none before it is brought up to date. */
export function isChained(db: Db): Promise<boolean> {
  return db.schema.hasTable("audit_head");
}
