import { Command } from "commander";
import type { Config } from "../config.ts";
import { moveDatabase, unmark, type Moved } from "../domain/moving.ts";
import { systemClock } from "../lib/clock.ts";
import { inEnglish } from "../lib/readers.ts";
import { withDatabaseAsItIs } from "../storage/with-database.ts";
import { printLines } from "./printing.ts";
import { tellStages } from "./stages.ts";

interface Options { to?: string; mark?: boolean; unmark?: boolean; json?: boolean }

/** `debrief move --to ADDRESS`: everything in the database of DATABASE_URL into another one, of either kind. */
export function moveInstallation(config: () => Config): Command {
  return new Command("move").description(inEnglish("backups.command.move")).option("--to <address>", inEnglish("backups.command.to"))
    .option("--mark", inEnglish("backups.command.mark")).option("--unmark", inEnglish("backups.command.unmark")).option("--json", inEnglish("backups.command.json"))
    .action(async ({ to, mark = false, unmark: unmarks = false, json = false }: Options, command: Command) => {
      const { databaseUrl } = config();
      if (unmarks) return withDatabaseAsItIs(databaseUrl, unmark);
      if (to === undefined || to === "") return command.error(inEnglish("backups.command.no-target"));
      const moved = await moveDatabase({ from: databaseUrl, to, marks: mark, at: systemClock(), told: tellStages({ json }) });
      await printLines(moved.tables.map((table) => (json ? JSON.stringify(table) : `${table.name} ${table.rows} ${table.sha256}`)));
      console.error(inWords(moved));
    });
}

function inWords({ to, rows, tables, marked }: Moved): string {
  const said = inEnglish("backups.command.moved", { to, rows, tables: tables.length });
  return marked ? said : `${said} ${inEnglish("backups.command.unmarked")}`;
}
