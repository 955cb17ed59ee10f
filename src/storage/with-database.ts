import { openDatabase } from "./database.ts";
import { migrate } from "./migrations.ts";
import type { Db } from "./tables.ts";

/** Opens a database, brings it to the shape this program knows, and closes it again, whatever becomes of the deed. */
export async function withDatabase<T>(url: string, deed: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(url);
  try {
    await migrate(db);
    return await deed(db);
  } catch (error) {
    if ((error as { code?: string }).code === "ECONNREFUSED") throw new Error("The database does not answer. Check DATABASE_URL and that PostgreSQL is running.", { cause: error });
    throw error;
  } finally {
    await db.destroy();
  }
}
