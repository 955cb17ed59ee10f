import { say } from "../lib/messages.ts";
import { faultsOfFile } from "../storage/backups/sqlite-copying.ts";
import { listInvalidKeys } from "../storage/checked-data.ts";
import { listLooseKeys } from "../storage/loose-keys.ts";
import { fileBehind } from "../storage/copying/rows.ts";
import { isPostgresDb } from "../storage/dialects.ts";
import type { Check } from "./checking-data.ts";

/** Pages and indexes of a SQLite file, and its keys that lead nowhere. PostgreSQL looks after its own pages. */
export const findDamage: Check = async ({ db }) => (isPostgresDb(db) ? [] : (await faultsOfFile(fileBehind(db))).map((fault) => say("checks.damaged", { fault })));

/** Keys of PostgreSQL that lead nowhere, as where somebody switched its triggers off, and keys that it never looked at. */
export const findLooseKeys: Check = async ({ db }, told) => {
  if (!isPostgresDb(db)) return [];
  const loose = (await listLooseKeys(db, told)).map(({ table, parent, rows }) => say("checks.loose", { table, parent, count: rows }));
  return [...loose, ...(await listInvalidKeys(db)).map((fault) => say("checks.keys", { fault }))];
};
