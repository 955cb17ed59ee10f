import { readConfig } from "./config.ts";
import { newSetupLink } from "./domain/setting-up.ts";
import { closeOnSignals } from "./ending.ts";
import { systemClock } from "./lib/clock.ts";
import { explainFailure } from "./lib/failures.ts";
import { flushLog } from "./lib/log.ts";
import { startServer } from "./opening.ts";
import { collectSooner, warnOfTraps } from "./starting.ts";

/** The server for real use: what it says, and the end with 1 where it cannot be open. */
export async function serve(): Promise<void> {
  collectSooner();
  await open().catch((error: unknown) => {
    flushLog();
    console.error(explainFailure(error));
    process.exit(1);
  });
}

async function open(): Promise<void> {
  const config = readConfig();
  const running = await startServer(config);
  closeOnSignals(running);
  const link = await newSetupLink(running.db, systemClock());
  const address = config.publicUrl.replace(/\/$/, "") || running.address;
  console.log(`Debrief is open at ${address}${link ? `\nNobody is registered yet. Make the first administrator within a day at\n  ${address}/setup/${link}` : ""}`);
  if (running.metrics) console.log(`Its figures are at ${running.metrics}/metrics`);
  warnOfTraps(config);
}
