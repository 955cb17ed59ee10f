import { openDatabase } from "./database.ts";
import { migrate } from "./migrations.ts";
import { PATIENT } from "./postgres/patience.ts";
import type { Db } from "./tables.ts";
import { hasPeople } from "./readiness.ts";
import { findKnownShape } from "./shape.ts";

/** Opens a database, brings it to the shape this program knows, and closes it again, whatever becomes of the deed. */
export function withDatabase<T>(url: string, deed: (db: Db) => Promise<T>): Promise<T> {
  return withDatabaseAsItIs(url, async (db) => {
    await bringForward(db);
    return deed(db);
  });
}

/** Commands leave a database with data to the server, which makes a copy first. */
async function bringForward(db: Db): Promise<void> {
  const { missing } = await findKnownShape(db);
  if (missing.length > 0 && (await hasPeople(db))) throw new Error("This database belongs to an earlier version of Debrief. Start the server of this version once: it makes a copy and brings the database forward. Nothing was changed.");
  await migrate(db);
}

/** The same without a change to its shape: for looking at what is there. */
export async function withDatabaseAsItIs<T>(url: string, deed: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(url, PATIENT, "debrief command");
  try {
    return await deed(db);
  } finally {
    await db.destroy();
  }
}
