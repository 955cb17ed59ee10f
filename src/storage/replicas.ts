import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "knex";
import type { Db } from "./tables.ts";
import { note } from "../lib/log.ts";

/** Where reports are read: a copy that follows the database, where there is one that can be used, else the database itself, with more patience than pages have. */
interface Readings { copy: Db | undefined; own: Db; looked: { at: number; isUsable: Promise<boolean> } | undefined; wasUsable: boolean }

const readings = new WeakMap<Db, Readings>();

/** In milliseconds: how long a copy that was looked at is trusted, and how long its answer is waited for. */
const [TRUSTED, PATIENCE] = [1_000, 2_000];
/** A copy that is further behind, in seconds, is not read. */
const MOST_BEHIND = 60;

/** From now on, reports that are asked of any of these are read there. */
export function readReportsFrom(own: Db, copy: Db | undefined, of: readonly Db[]): void {
  const shared: Readings = { own, copy, looked: undefined, wasUsable: true };
  for (const db of of) readings.set(db, shared);
}

/** What a report is read from: only reading works there, and what was written in the last moment may be missing. */
export async function findReports(db: Db): Promise<Db> {
  const found = readings.get(db);
  if (!found) return db;
  return found.copy && (await isUsable(found, found.copy)) ? found.copy : found.own;
}

/** How long a copy may take to come up with the database, and how often it is asked, in milliseconds. */
const [CATCHES_UP_IN, LOOKS_EVERY] = [1_000, 50];

/** What a long list is read from that must hold everything that was written before: a copy once it has all of that, else the database itself. */
export async function findExports(db: Db): Promise<Db> {
  const reports = await findReports(db);
  const found = readings.get(db);
  if (!found?.copy || reports !== found.copy) return reports;
  return (await catchesUp(found.copy, db).catch(() => false)) ? found.copy : found.own;
}

async function catchesUp(copy: Db, db: Db): Promise<boolean> {
  const { place } = (await db.raw<{ rows: { place: string }[] }>("SELECT pg_current_wal_lsn() AS place")).rows[0]!;
  for (let waited = 0; waited <= CATCHES_UP_IN; waited += LOOKS_EVERY) {
    const asked: Knex.Raw<{ rows: { isThere: boolean }[] }> = copy.raw('SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= CAST(? AS pg_lsn) AS "isThere"', [place]);
    if ((await asked.timeout(PATIENCE)).rows[0]!.isThere) return true;
    await wait(LOOKS_EVERY);
  }
  return false;
}

async function isUsable(found: Readings, copy: Db): Promise<boolean> {
  if (!found.looked || performance.now() - found.looked.at > TRUSTED) found.looked = { at: performance.now(), isUsable: isFollowing(copy) };
  const is = await found.looked.isUsable;
  if (is !== found.wasUsable) note("warn", is ? "Reports are read from DATABASE_REPLICA_URL again." : "DATABASE_REPLICA_URL does not answer or is more than a minute behind: reports are read from the database itself.");
  found.wasUsable = is;
  return is;
}

/** A copy that hears of the database and has replayed all it received is not behind, however long ago that was; one that hears nothing may be. */
const BEHIND = `SELECT CASE WHEN NOT pg_is_in_recovery() OR (EXISTS (SELECT 1 FROM pg_stat_wal_receiver) AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()) THEN 0
  ELSE COALESCE(EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()), ${MOST_BEHIND + 1}) END AS seconds`;

function isFollowing(copy: Db): Promise<boolean> {
  const asked: Knex.Raw<{ rows: { seconds: string | number }[] }> = copy.raw(BEHIND);
  return asked.timeout(PATIENCE).then(({ rows }) => Number(rows[0]!.seconds) <= MOST_BEHIND, () => false);
}
