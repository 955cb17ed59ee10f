import type { Db } from "./tables.ts";

/** A statement that comes late to a transaction must not run on its connection, which may be somebody else's by then. Knex says so of its own queries alone. */
export function refuseWhereOver(db: Db): void {
  if (db.isTransaction && (db as { isCompleted?: () => boolean }).isCompleted?.()) throw new Error("The transaction is over.");
}

/** Whether the database behind this connection or transaction is PostgreSQL; the other one is SQLite. */
export function isPostgresDb(db: Db): boolean {
  return (db.client as { config: { client: unknown } }).config.client === "pg";
}
