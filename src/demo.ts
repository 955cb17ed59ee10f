import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig, type Config } from "./config.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./domain/demo-accounts.ts";
import { fillOrganisation } from "./demo/organisation.ts";
import { systemClock } from "./lib/clock.ts";
import { closeOnSignals } from "./ending.ts";
import { explainFailure } from "./lib/failures.ts";
import { startServer } from "./opening.ts";

/** `npm run demo`: a made-up company with weeks of attempts, in a database of its own, open for a look round. `--fresh` makes it anew. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { fresh: { type: "boolean", default: false } } });
  const config = demoConfig(readConfig());
  if (values.fresh) for (const ending of ["", "-wal", "-shm"]) rmSync(config.databaseUrl + ending, { force: true });
  const running = await startServer(config);
  await fillOrganisation(running.db, systemClock());
  console.log(welcome(config.publicUrl || running.address));
  closeOnSignals(running);
}

/** The demo never touches a database that DATABASE_URL names; its accounts stand on the screen, so requests follow them only where LOG_LEVEL says so. */
function demoConfig(config: Config): Config {
  return { ...config, demo: true, log: { format: config.log.format, level: config.log.level ?? "warn" }, databaseUrl: join(config.dataDir, "demo.sqlite") };
}

function welcome(address: string): string {
  const accounts = DEMO_ACCOUNTS.map(({ role, email }) => `  ${role.padEnd(8)} ${email}`);
  return [`Debrief's demo is open at ${address}`, "", "Accounts, all with the password " + DEMO_PASSWORD, ...accounts, "", "Ctrl+C ends it. `npm run demo -- --fresh` begins again."].join("\n");
}

main().catch((error: unknown) => {
  console.error(explainFailure(error));
  process.exit(1);
});
