import type { Db } from "./tables.ts";

/** Whether the database behind this connection or transaction is PostgreSQL; the other one is SQLite. */
export function isPostgresDb(db: Db): boolean {
  return (db.client as { config: { client: unknown } }).config.client === "pg";
}
