import { stat } from "node:fs/promises";
import { BackupError } from "../../lib/backup-error.ts";
import type { Told } from "../copying/digests.ts";
import { withFile } from "../copying/rows.ts";
import { openHandle, type Handle } from "../sqlite/handle.ts";

const LOOK = 200;

/** A whole and compact copy of a SQLite file as it is at one moment. It is made through a connection that only reads, so that no writer waits for it. `told` hears of bytes. */
export async function copySqlite(from: string, to: string, told: Told = () => undefined): Promise<void> {
  const handle = await openHandle(from, "PRAGMA busy_timeout = 10000; PRAGMA temp_store = FILE");
  try {
    const [{ size }] = await all<{ size: number }>(handle, "SELECT (page_count - freelist_count) * page_size AS size FROM pragma_page_count, pragma_freelist_count, pragma_page_size") as [{ size: number }];
    const looking = setInterval(() => { void stat(to).then((found) => told(Math.min(found.size, size - 1), size)).catch(() => undefined); }, LOOK);
    await handle.query("VACUUM INTO ?", [to], "run").finally(() => { clearInterval(looking); });
    told(size, size);
  } finally {
    await handle.close();
  }
}

/** What SQLite itself finds wrong in a file, in its words: damaged pages and indexes, and rows that point at others that are not there. */
export async function faultsOfFile(file: string): Promise<string[]> {
  return withFile(file, async (handle) => {
    const whole = (await all<{ integrity_check: string }>(handle, "PRAGMA integrity_check(20)")).map((row) => row.integrity_check).filter((words) => words !== "ok");
    const astray = await all<{ table: string; parent: string; rows: number }>(handle, "SELECT \"table\", parent, count(*) AS rows FROM pragma_foreign_key_check GROUP BY 1, 2");
    return [...whole, ...astray.map(({ table, parent, rows }) => `${rows} of ${table} point at ${parent} that are not there`)];
  }).catch((error: unknown) => { throw new BackupError("no-database", {}, error); });
}

/** An answer as it was acknowledged. */
export interface Answer { id: number; attempt_id: number; paper_item_id: number; chosen: string; answered_at: string }

const NEWEST = 200;

/** The answers that were given last: whatever is here must be in a copy that is begun now. */
export function newestAnswers(file: string): Promise<Answer[]> {
  return withFile(file, (handle) => all(handle, `SELECT id, attempt_id, paper_item_id, chosen, answered_at FROM responses ORDER BY id DESC LIMIT ${NEWEST}`));
}

/** Those of these answers that are not in a file as they were. */
export async function missingAnswers(file: string, answers: readonly Answer[]): Promise<Answer[]> {
  const ids = answers.map(({ id }) => id).join(", ");
  const found = await withFile(file, (handle) => all<Answer>(handle, `SELECT id, attempt_id, paper_item_id, chosen, answered_at FROM responses WHERE id IN (${ids})`));
  const known = new Set(found.map((answer) => JSON.stringify(answer)));
  return answers.filter((answer) => !known.has(JSON.stringify(answer)));
}

async function all<Row>(handle: Handle, sql: string): Promise<Row[]> {
  return (await handle.query(sql, [], "all")).rows as Row[];
}
