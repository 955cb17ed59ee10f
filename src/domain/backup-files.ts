import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { DAY } from "../lib/clock.ts";
import { keptDays } from "../lib/generations.ts";
import { dayIn } from "../lib/zones.ts";
import type { Settings } from "./installation-sections.ts";
import { momentIn } from "./backup-names.ts";

const UNFINISHED = /^debrief-[\dT-]+Z\.backup\.(?:part|copy)-/;

/** Removes backups by the clock that no generation keeps, of each day but the last; and what processes that ended left unfinished more than a day ago. Nothing else in the folder is touched. */
export async function thinOut(folder: string, settings: Pick<Settings, "timeZone" | "backupDays" | "backupWeeks" | "backupMonths">, at: Date): Promise<string[]> {
  const names = (await readdir(folder)).sort();
  const made = names.flatMap((name) => { const moment = momentIn(name); return moment ? [{ name, day: dayIn(settings.timeZone, moment) }] : []; });
  const last = new Map(made.map(({ name, day }) => [day, name]));
  const kept = keptDays([...last.keys()], { days: settings.backupDays, weeks: settings.backupWeeks, months: settings.backupMonths });
  const old = made.filter(({ name, day }) => !(kept.has(day) && last.get(day) === name)).map(({ name }) => name);
  for (const name of [...old, ...(await unfinished(folder, names, at))]) await rm(join(folder, name), { force: true });
  return old;
}

async function unfinished(folder: string, names: readonly string[], at: Date): Promise<string[]> {
  const left: string[] = [];
  for (const name of names.filter((each) => UNFINISHED.test(each))) if ((await stat(join(folder, name))).mtimeMs < at.getTime() - DAY) left.push(name);
  return left;
}

/** What lies in the folder under a name of a backup by the clock, with its bytes. */
export async function listBackupFiles(folder: string): Promise<{ name: string; bytes: number }[]> {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const name of (await readdir(folder)).filter((each) => momentIn(each)).sort().reverse()) found.push({ name, bytes: (await stat(join(folder, name))).size });
  return found;
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}
