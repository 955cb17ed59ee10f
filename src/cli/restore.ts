import { Command } from "commander";
import type { Config } from "../config.ts";
import { restoreBackup } from "../domain/restoring.ts";
import { systemClock } from "../lib/clock.ts";
import { inEnglish } from "../lib/readers.ts";
import { tellStages } from "./stages.ts";

interface Options { replace?: boolean; withoutSessions?: boolean; sha256?: string; json?: boolean }

/** `debrief restore FILE`: puts a backup in the place of an empty database, or of a full one with `--replace`. */
export function restoreInstallation(config: () => Config): Command {
  return new Command("restore").description(inEnglish("backups.command.restore")).argument("<file>", inEnglish("backups.command.restored-file"))
    .option("--replace", inEnglish("backups.command.replace")).option("--without-sessions", inEnglish("backups.command.without-sessions"))
    .option("--sha256 <digest>", inEnglish("backups.command.only-sum")).option("--json", inEnglish("backups.command.json"))
    .action(async (file: string, { replace = false, withoutSessions = false, sha256, json = false }: Options) => {
      const { databaseUrl, dataDir } = config();
      const restored = await restoreBackup({ file, url: databaseUrl, dataDir, replaces: replace, withoutSessions, sha256: sha256?.toLowerCase(), at: systemClock(), told: tellStages({ json }) });
      if (json) return console.log(JSON.stringify(restored));
      console.error(inEnglish("backups.command.restored", { rows: restored.rows, files: restored.files, made: restored.madeAt, program: restored.program }));
      if (restored.held > 0) console.error(inEnglish("backups.command.held", { count: restored.held }));
      for (const kept of restored.kept) console.error(inEnglish("backups.command.kept", { kept }));
    });
}
