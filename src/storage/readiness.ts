import { isPostgresDb } from "./dialects.ts";
import type { Db } from "./tables.ts";

/** The oldest PostgreSQL that its makers looked after when this was written. */
const OLDEST = 15;

/** Why this database cannot be used at all, in words that say what to do; undefined where it can. */
export async function findObstacle(db: Db): Promise<string | undefined> {
  if (!isPostgresDb(db)) return undefined;
  const { rows } = await db.raw<{ rows: { version: string; encoding: string }[] }>("SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding");
  return obstacleOf(Number(rows[0]!.version), rows[0]!.encoding);
}

/** `version` as PostgreSQL counts it, such as 160004. */
export function obstacleOf(version: number, encoding: string): string | undefined {
  const major = Math.floor(version / 10_000);
  if (major < OLDEST) return `This is PostgreSQL ${major}; Debrief needs ${OLDEST} or later. Upgrade the server (pg_upgrade, or pg_dump and restore) and start again.`;
  if (encoding !== "UTF8") return `This database is encoded as ${encoding}; Debrief needs UTF8. Make one: createdb --encoding=UTF8 --template=template0 NAME.`;
  return undefined;
}

/** Whether there is anything that somebody would miss: content that ships comes back by itself. */
export async function hasPeople(db: Db): Promise<boolean> {
  return (await db.schema.hasTable("people")) && (await db("people").select("id").first()) !== undefined;
}
