import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Db } from "./tables.ts";

const PATIENCE = 2_000;

/** Whether a row can be read within two seconds. A SQLite file that was removed still answers through its open handle, but what is written there is lost: then it is not there. */
export async function isDatabaseThere(db: Db): Promise<boolean> {
  const { filename } = (db.client as { config: { connection: { filename?: string } } }).config.connection;
  if (filename !== undefined && !existsSync(filename)) return false;
  const impatience = new AbortController();
  const late = wait(PATIENCE, false, { signal: impatience.signal }).catch(() => false);
  const answer = db("settings").select("key").first().then(() => true, () => false);
  return Promise.race([answer, late]).finally(() => impatience.abort());
}
