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

async function isUsable(found: Readings, copy: Db): Promise<boolean> {
  if (!found.looked || performance.now() - found.looked.at > TRUSTED) found.looked = { at: performance.now(), isUsable: isFollowing(copy) };
  const is = await found.looked.isUsable;
  if (is !== found.wasUsable) note("warn", is ? "Reports are read from DATABASE_REPLICA_URL again." : "DATABASE_REPLICA_URL does not answer or is more than a minute behind: reports are read from the database itself.");
  found.wasUsable = is;
  return is;
}

/** A copy that has replayed all it received is not behind, however long ago that was. */
const BEHIND = `SELECT CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
  ELSE COALESCE(EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()), ${MOST_BEHIND + 1}) END AS seconds`;

function isFollowing(copy: Db): Promise<boolean> {
  const asked: Knex.Raw<{ rows: { seconds: string | number }[] }> = copy.raw(BEHIND);
  return asked.timeout(PATIENCE).then(({ rows }) => Number(rows[0]!.seconds) <= MOST_BEHIND, () => false);
}
