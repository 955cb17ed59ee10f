import { randomUUID } from "node:crypto";
import { makeTables } from "../migrations.ts";
import type { Db } from "../tables.ts";

/**
 * Lends tables of the step `last` as nobody touched them, in a schema of their own beside those of the database. They are taken back afterwards, and nobody else ever sees them.
 * @throws the database's error 42501 where its user may not create a schema.
 */
export async function withUntouched<T>(db: Db, last: string, deed: (untouched: Db) => Promise<T>): Promise<T> {
  const tx = await db.transaction();
  try {
    const schema = `untouched_${randomUUID().replaceAll("-", "")}`;
    await tx.raw(`CREATE SCHEMA ${schema}`);
    await tx.raw(`SET LOCAL search_path TO ${schema}`);
    await tx.raw("SET LOCAL client_min_messages = error");
    await makeTables(tx, last);
    return await deed(tx);
  } finally {
    await tx.rollback();
  }
}
