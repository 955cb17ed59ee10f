import type { Config } from "../config.ts";
import { readSettings } from "../domain/installation.ts";
import { findBackupTrouble } from "../domain/scheduled-backups.ts";
import { looked, type Family } from "../lib/metrics.ts";
import { countFailedSince, findNewestDone } from "../storage/backup-runs.ts";
import type { Db } from "../storage/tables.ts";

const TROUBLES = ["failed", "late"] as const;

/** Of backups by the clock and of those that were asked for in the office: the last good one, and whether somebody must look. What was never made has no figure. */
export async function backupFamilies(db: Db, config: Config, at: Date): Promise<Family[]> {
  const [newest, trouble] = [await findNewestDone(db), await findBackupTrouble(db, await readSettings(db, config), at)];
  const failed = await countFailedSince(db, newest?.id ?? 0);
  const ofNewest = (value: number | null | undefined) => (value === null || value === undefined ? [] : [{ value }]);
  return [
    looked("debrief_backup_last_success_timestamp_seconds", "gauge", "When the last good backup was finished.", () => ofNewest(newest?.finished_at ? Date.parse(newest.finished_at) / 1000 : null)),
    looked("debrief_backup_last_size_bytes", "gauge", "How large it is.", () => ofNewest(newest?.bytes)),
    looked("debrief_backup_last_duration_seconds", "gauge", "How long it took.", () => ofNewest(newest?.milliseconds === null || newest === undefined ? null : newest.milliseconds / 1000)),
    looked("debrief_backup_failures_since_success", "gauge", "Backups that failed since the last good one.", () => [{ value: failed }]),
    looked("debrief_backup_trouble", "gauge", "Whether somebody must look: the newest failed, or there was none for two days.", () => TROUBLES.map((kind) => ({ labels: { kind }, value: kind === trouble ? 1 : 0 }))),
  ];
}
