import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sqlite3 from "sqlite3";

/** Answers a second that the library stores when nothing else is done: one prepared insert each, so many to a transaction, synchronous=FULL. */
export async function insertsASecond(count: number, together: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "debrief-inserts-"));
  const database = new sqlite3.Database(join(folder, "inserts.sqlite"));
  const exec = (sql: string) => new Promise<void>((done, failed) => { database.exec(sql, (error) => { if (error) failed(error); else done(); }); });
  await exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE answers (id INTEGER PRIMARY KEY, item INTEGER UNIQUE, chosen TEXT, score REAL, at TEXT)");
  const statement = database.prepare("INSERT INTO answers (item, chosen, score, at) VALUES (?, ?, ?, ?)");
  const insert = (item: number) => new Promise<void>((done, failed) => { statement.run([item, '["1"]', 1, "2026-01-01T00:00:00.000Z"], (error: Error | null) => { if (error) failed(error); else done(); }); });
  const start = performance.now();
  for (let stored = 0; stored < count; stored += together) {
    await exec("BEGIN IMMEDIATE");
    await Promise.all(Array.from({ length: together }, (_, n) => insert(stored + n)));
    await exec("COMMIT");
  }
  const rate = count / ((performance.now() - start) / 1000);
  statement.finalize();
  await new Promise<void>((closed) => { database.close(() => closed()); });
  await rm(folder, { recursive: true, force: true });
  return rate;
}
