import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Command } from "commander";
import type { Config } from "../config.ts";
import { backUp, type Backup } from "../domain/backups.ts";
import { backupName } from "../domain/backup-names.ts";
import { BackupError } from "../lib/backup-error.ts";
import { systemClock } from "../lib/clock.ts";
import { inEnglish } from "../lib/readers.ts";
import { besides } from "../lib/whole-files.ts";
import { isDatabaseThere } from "../storage/database.ts";
import { withDatabaseAsItIs } from "../storage/with-database.ts";
import { tellStages } from "./stages.ts";

interface Options { quick?: boolean; json?: boolean }

/** `debrief backup [FILE]`: while people answer. `-` writes the archive to standard output, so that it can be encrypted on its way. */
export function backUpInstallation(config: () => Config): Command {
  return new Command("backup").description(inEnglish("backups.command.backup")).argument("[file]", inEnglish("backups.command.file"))
    .option("--quick", inEnglish("backups.command.quick")).option("--json", inEnglish("backups.command.json"))
    .action(async (named: string | undefined, { quick = false, json = false }: Options) => {
      const { databaseUrl, dataDir, backupDir } = config();
      if (!isDatabaseThere(databaseUrl)) throw new BackupError("nothing-there");
      const at = systemClock();
      const isPiped = named === "-";
      const file = isPiped ? besides(join(dataDir, "backup"), "piped") : named ?? join(backupDir, backupName(at));
      const made = await withDatabaseAsItIs(databaseUrl, (db) => backUp(db, { file, dataDir, quick, at, told: tellStages({ json: json && !isPiped }) }));
      if (isPiped) await handOver(file).finally(() => rm(file, { force: true }));
      else console.log(json ? JSON.stringify(made) : made.file);
      if (!json || isPiped) console.error(inWords(made));
    });
}

/** Elsewhere a reader that has had enough ends a command quietly; here it leaves nobody with a backup. */
async function handOver(file: string): Promise<void> {
  process.stdout.removeAllListeners("error");
  await pipeline(createReadStream(file), process.stdout, { end: false }).catch((error: NodeJS.ErrnoException) => { throw error.code === "EPIPE" ? new BackupError("reader-gone", {}, error) : error; });
}

function inWords({ rows, files, bytes, sha256 }: Backup): string {
  return inEnglish("backups.command.made", { rows, files, size: (bytes / 1_000_000).toFixed(1), sha256 });
}
