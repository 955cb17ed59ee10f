import { Command } from "commander";
import type { Config } from "../config.ts";
import { retallyAll, stepOf } from "../domain/tallying.ts";
import { readSettings } from "../domain/installation.ts";
import { withDatabase } from "../storage/with-database.ts";

/** `debrief tally`: makes what statistics are read from anew out of the attempts, as after a restored backup or a row that was mended by hand. People can go on answering meanwhile. */
export function tallyAnew(readConfig: () => Config): Command {
  return new Command("tally").description("make the counts that statistics are read from anew, from the attempts").option("--json", "print one JSON object")
    .action(async ({ json }: { json?: boolean }) => {
      const config = readConfig();
      const versions = await withDatabase(config.databaseUrl, async (db) => retallyAll(db, stepOf(await readSettings(db, config)), (done, of) => { console.error(`${done} of ${of}`); }));
      console.log(json ? JSON.stringify({ versions }) : `The statistics of ${versions} published ${versions === 1 ? "version" : "versions"} were made anew.`);
    });
}
