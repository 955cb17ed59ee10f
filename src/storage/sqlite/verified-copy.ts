import { chmod, rm } from "node:fs/promises";
import type { Db } from "../tables.ts";
import { openHandle } from "./handle.ts";

const COUNTED = ["people", "responses"] as const;

/** Copies a SQLite database to a new file beside whoever uses it, and looks at the copy: sound, without loose ends, and with as many people and answers. Throws an Error, and leaves no file, where it is not. */
export async function copyVerified(db: Db, file: string): Promise<void> {
  const before = await countsIn((sql) => db.raw(sql));
  try {
    await db.raw("VACUUM INTO ?", [file]);
    await chmod(file, 0o600);
    await verify(file, before);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

async function verify(file: string, before: string): Promise<void> {
  const handle = await openHandle(file, "PRAGMA query_only = ON");
  try {
    const rowsOf = async (sql: string) => (await handle.query(sql, [], "all")).rows;
    const [sound] = (await rowsOf("PRAGMA integrity_check")) as { integrity_check: string }[];
    if (sound?.integrity_check !== "ok") throw new Error(`The copy is damaged: ${sound?.integrity_check}`);
    if ((await rowsOf("PRAGMA foreign_key_check")).length > 0) throw new Error("The copy has rows that point nowhere.");
    if ((await countsIn(rowsOf)) !== before) throw new Error("The copy has not as many rows as the database.");
  } finally {
    await handle.close();
  }
}

async function countsIn(ask: (sql: string) => Promise<unknown[]>): Promise<string> {
  const rows = await Promise.all(COUNTED.map((table) => ask(`SELECT count(*) AS total, max(id) AS newest FROM ${table}`)));
  return JSON.stringify(rows);
}
