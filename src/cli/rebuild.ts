import { Argument, Command } from "commander";
import type { Config } from "../config.ts";
import { checkSummaries, rebuildSummaries } from "../domain/rebuilding.ts";
import { systemClock } from "../lib/clock.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { counted } from "../lib/text.ts";
import { withDatabase } from "../storage/with-database.ts";

const MOST_TOLD = 20;

/** `debrief rebuild summaries [--check]`: makes the figures about teams anew from everything that was answered, or says where they differ from it. */
export function rebuildFrom(readConfig: () => Config): Command {
  return new Command("rebuild").description("make anew what is added up from answers").addArgument(new Argument("<what>", "what is made").choices(["summaries"]))
    .option("--check", "change nothing; exit 1 where what is kept differs from what the answers come to")
    .action(async (_what: string, { check = false }: { check?: boolean }) => {
      await withDatabase(readConfig().databaseUrl, async (db) => {
        if (!check) await rebuildSummaries(db, systemClock());
        const wrong = await checkSummaries(db, systemClock(), showProgress("Counted", "people"));
        for (const difference of wrong.slice(0, MOST_TOLD)) console.log(difference);
        console.error(wrong.length === 0 ? "Every figure is what the answers come to." : `${counted(wrong.length, "figure")} differ from what the answers come to. Run "debrief rebuild summaries" to make them anew.`);
        if (wrong.length > 0) process.exitCode = 1;
      });
    });
}
