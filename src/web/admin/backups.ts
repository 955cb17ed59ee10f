import type { Router } from "express";
import { LATE, askForBackup, findBackupTrouble } from "../../domain/scheduled-backups.ts";
import { listBackupFiles } from "../../domain/backup-files.ts";
import { readSettings } from "../../domain/installation.ts";
import { DAY } from "../../lib/clock.ts";
import { isMessage, say, type Message } from "../../lib/messages.ts";
import { findNewestDone, listRuns } from "../../storage/backup-runs.ts";
import type { BackupRun } from "../../storage/backup-tables.ts";
import type { Deps } from "../deps.ts";
import { exactRouter } from "../http/exact-router.ts";
import { flash } from "../http/flash.ts";
import { emptyForm, tryDeed, type Form } from "../http/forms.ts";
import { actorOf, only } from "../http/locals.ts";
import { render } from "../http/render.ts";

/** A run with whether its file still lies in the folder, and why it failed. */
export interface ShownRun extends BackupRun { isThere: boolean; why: Message | undefined }
export interface BackupViews {
  "admin/backups/show": { form: Form; isOn: boolean; hour: number; days: number; weeks: number; months: number; folder: string; trouble: "failed" | "late" | undefined; failed: ShownRun | undefined; late: number; newest: BackupRun | undefined; runs: ShownRun[]; files: number; bytes: number; isBusy: boolean };
}

const SHOWN = 30;

/** What the clock made, what is kept, and whether somebody must look; and one made now. */
export function backups({ db, now, config }: Deps): Router {
  return exactRouter()
    .use("/admin/backups", only("admin"))
    .get("/admin/backups", async (_req, res) => { render(res, "admin/backups/show", await shown()); })
    .post("/admin/backups", async (req, res) => {
      const form = emptyForm();
      if (!(await tryDeed(form, askForBackup(db, actorOf(res), now()).then(() => true)))) return render(res, "admin/backups/show", { ...(await shown()), form }, 422);
      flash(req, say("backups.asked"));
      res.redirect(303, "/admin/backups");
    });

  async function shown(): Promise<BackupViews["admin/backups/show"]> {
    const settings = await readSettings(db, config);
    const [runs, files] = [await listRuns(db, SHOWN), await listBackupFiles(config.backupDir)];
    const names = new Set(files.map(({ name }) => name));
    const shownRuns = runs.map((run) => ({ ...run, isThere: run.file !== null && names.has(run.file), why: whyOf(run) }));
    return {
      form: emptyForm(), isOn: settings.backupsEnabled, hour: settings.backupHour, days: settings.backupDays, weeks: settings.backupWeeks, months: settings.backupMonths, folder: config.backupDir,
      trouble: await findBackupTrouble(db, settings, now()), failed: shownRuns.find(({ state }) => state === "failed"), late: LATE / DAY, newest: await findNewestDone(db), runs: shownRuns,
      files: files.length, bytes: files.reduce((total, file) => total + file.bytes, 0), isBusy: runs.some(({ state }) => state === "waiting" || state === "running"),
    };
  }
}

function whyOf({ problem }: BackupRun): Message | undefined {
  const read = problem === null ? undefined : (JSON.parse(problem) as unknown);
  return isMessage(read) ? read : undefined;
}
