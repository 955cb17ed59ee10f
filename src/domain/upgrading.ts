import { join } from "node:path";
import { note } from "../lib/log.ts";
import { fileOf, isPostgres } from "../lib/database-addresses.ts";
import { migrate } from "../storage/migrations.ts";
import { findObstacle, hasPeople } from "../storage/readiness.ts";
import { findKnownShape, type Shape } from "../storage/shape.ts";
import type { Db } from "../storage/tables.ts";
import type { Config } from "../config.ts";
import { backUp } from "./backups.ts";

type Wishes = Pick<Config, "databaseUrl" | "dataDir" | "backupFirst">;

/**
 * Brings a database to the shape that this program needs, forward only, with a verified backup first where it holds data.
 * Throws an Error with words for whoever runs it where the database is newer than the program, cannot be used, or a backup is to be made by hand; then nothing was changed.
 */
export async function prepareShape(db: Db, wishes: Wishes, at: Date): Promise<void> {
  const obstacle = await findObstacle(db);
  if (obstacle) throw new Error(obstacle);
  const shape = await findKnownShape(db);
  if (shape.missing.length > 0 && (await hasPeople(db))) await backUpFirst(db, shape, wishes, at);
  await migrate(db);
}

async function backUpFirst(db: Db, { missing, taken }: Shape, { databaseUrl, dataDir, backupFirst }: Wishes, at: Date): Promise<void> {
  const steps = `${missing.length === 1 ? "one step" : `${missing.length} steps`} (${missing.join(", ")})`;
  if (backupFirst === "skip") return note("warn", `The database is brought forward by ${steps} without a backup, as BACKUP_BEFORE_UPGRADE=skip says`);
  if (isPostgres(databaseUrl) && backupFirst !== "make") throw new Error(byHand(steps));
  const file = `${isPostgres(databaseUrl) ? join(dataDir, "debrief") : fileOf(databaseUrl)}.before-upgrade-${taken.at(-1)!.slice(0, 3)}-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}.tar`;
  note("warn", `The database is brought forward by ${steps}. A backup is made first, which "debrief restore" brings back`, { file });
  await backUp(db, { file, dataDir, quick: true, at });
}

function byHand(steps: string): string {
  return `This version of Debrief has to bring the database forward by ${steps}, and there is no way back but a backup. Either make one now, with pg_dump --format=custom --file=debrief.dump "$DATABASE_URL", and start with BACKUP_BEFORE_UPGRADE=skip; or start with BACKUP_BEFORE_UPGRADE=make, which writes one to DATA_DIR first. Nothing was changed.`;
}
