import { join } from "node:path";
import type { Config } from "../config.ts";
import { DAY, HOUR, later, MINUTE, type Clock } from "../lib/clock.ts";
import { newPublicId } from "../lib/ids.ts";
import { say } from "../lib/messages.ts";
import { dayIn, hourIn } from "../lib/zones.ts";
import { insertAuditEvent } from "../storage/audit-events.ts";
import type { BackupRun } from "../storage/backup-tables.ts";
import { deleteRunsBefore, findFirstRun, findNewestDone, insertAsked, insertNight, listRuns, takeRun, updateRun } from "../storage/backup-runs.ts";
import type { Db, Person } from "../storage/tables.ts";
import { backUpApart, type Outcome } from "./backing-up-apart.ts";
import { makeFolder, thinOut } from "./backup-files.ts";
import { backupName } from "./backup-names.ts";
import { Refused } from "./errors.ts";
import { readSettings } from "./installation.ts";
import type { Settings } from "./installation-sections.ts";
import { complain } from "../lib/log.ts";

const SILENCE = 5 * MINUTE;
const BEAT = MINUTE / 2;
const TRIES = 3;
const RUNS_KEPT = 400 * DAY;
/** A backup a day: after two without one, somebody should look. */
export const LATE = 2 * DAY;

/** Makes tonight's backup, or one that was asked for, where none is made by another process; then removes those that are kept no longer. `goesOn` false ends it: another round begins it anew. */
export async function makeBackups(db: Db, config: Config, now: Clock, goesOn: () => boolean): Promise<void> {
  const [settings, at] = [await readSettings(db, config), now()];
  if (settings.backupsEnabled) await insertNight(db, nightOf(settings, at), at.toISOString());
  const run = await takeRun(db, { run: newPublicId(), at: at.toISOString(), silentSince: later(at, -SILENCE).toISOString(), failedBefore: later(at, -HOUR).toISOString(), tries: TRIES });
  if (!run) return;
  const name = backupName(at);
  const outcome = await watched(db, run, now, goesOn, async (stop) => {
    await makeFolder(config.backupDir);
    return backUpApart({ url: config.databaseUrl, file: join(config.backupDir, name), dataDir: config.dataDir, at: at.toISOString() }, stop);
  });
  await keepOutcome(db, run, name, outcome, at, now());
  if (outcome && "made" in outcome) await thinOut(config.backupDir, settings, now());
  await deleteRunsBefore(db, later(at, -RUNS_KEPT).toISOString());
}

/** The day on which the last night began, by the hour that is set. */
function nightOf({ timeZone, backupHour }: Settings, at: Date): string {
  const today = dayIn(timeZone, at);
  return hourIn(timeZone, at) >= backupHour ? today : dayIn(timeZone, later(at, -DAY));
}

/** While it is made, others can see that it goes on. */
async function watched(db: Db, run: BackupRun, now: Clock, goesOn: () => boolean, make: (stop: AbortSignal) => Promise<Outcome | undefined>): Promise<Outcome | undefined> {
  const stopping = new AbortController();
  const beating = setInterval(() => { void updateRun(db, run, { beat_at: now().toISOString() }).catch(() => undefined); }, BEAT);
  const looking = setInterval(() => { if (!goesOn()) stopping.abort(); }, 200);
  try {
    return await make(stopping.signal);
  } catch (error) {
    return { problem: say("backups.faults.no-folder"), message: String(error) };
  } finally {
    clearInterval(beating);
    clearInterval(looking);
  }
}

async function keepOutcome(db: Db, run: BackupRun, name: string, outcome: Outcome | undefined, begun: Date, at: Date): Promise<void> {
  if (!outcome) return void (await updateRun(db, run, { state: "waiting", tries: run.tries - 1 }));
  const finished = { finished_at: at.toISOString(), milliseconds: at.getTime() - begun.getTime() };
  if ("made" in outcome) {
    const { bytes, sha256 } = outcome.made;
    await db.transaction(async (tx) => {
      if (await updateRun(tx, run, { ...finished, state: "done", file: name, bytes, sha256, problem: null })) await insertAuditEvent(tx, null, "backup.made", "installation", { file: name, bytes, sha256 }, at);
    });
    return;
  }
  complain("A backup could not be made", outcome.message);
  await updateRun(db, run, { ...finished, state: "failed", problem: JSON.stringify(outcome.problem ?? say("backups.faults.unknown")) });
}

/** Somebody wants a backup now; it is made within a minute. @throws Refused where one is waiting or being made. */
export async function askForBackup(db: Db, admin: Pick<Person, "id">, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await insertAsked(tx, at.toISOString()))) throw new Refused("backups.already");
    await insertAuditEvent(tx, admin.id, "backup.asked", "installation", {}, at);
  });
}

/** What an administrator must know: the newest one failed, or there was none for two days. */
export async function findBackupTrouble(db: Db, { backupsEnabled }: Pick<Settings, "backupsEnabled">, at: Date): Promise<"failed" | "late" | undefined> {
  if (!backupsEnabled) return undefined;
  const [newest] = await listRuns(db, 1);
  if (newest?.state === "failed") return "failed";
  const good = (await findNewestDone(db))?.finished_at ?? (await findFirstRun(db))?.planned_at;
  return good && Date.parse(good) < at.getTime() - LATE ? "late" : undefined;
}
