import { open, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { Command } from "commander";
import type { Config } from "../config.ts";
import { periodOf } from "../domain/evidence-case.ts";
import { noteEvidence } from "../domain/noting-evidence.ts";
import { readSettings } from "../domain/installation.ts";
import { packEvidence, type Packed } from "../domain/packing-evidence.ts";
import { sessionSecret } from "../domain/secrets.ts";
import { verifyEvidence } from "../domain/verifying-evidence.ts";
import { systemClock } from "../lib/clock.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { inEnglish } from "../lib/readers.ts";
import { dayIn } from "../lib/zones.ts";
import { withDatabase } from "../storage/with-database.ts";

interface Options { from?: string; to?: string; verify?: boolean; sha256?: string; json?: boolean }

/** `debrief evidence --from DAY --to DAY FILE` writes a pack; `debrief evidence --verify FILE` looks through one that was kept: exit 1 where it is not as it was written. */
export function evidenceFor(config: () => Config): Command {
  return new Command("evidence").description(inEnglish("packs.command.about")).argument("<file>", inEnglish("packs.command.file"))
    .option("--from <day>", inEnglish("packs.command.from")).option("--to <day>", inEnglish("packs.command.to"))
    .option("--verify", inEnglish("packs.command.verify")).option("--sha256 <digest>", inEnglish("packs.command.seal")).option("--json", "one JSON object a finding")
    .action(async (file: string, options: Options, command: Command) => {
      if (options.verify) return verify(file, options);
      const { from, to } = options;
      if (from === undefined || to === undefined) return command.error(inEnglish("packs.command.no-days"));
      const packed = await write(config(), file, from, to);
      console.log(options.json ? JSON.stringify(packed) : packed.digest);
      console.error(inEnglish("packs.command.written", { file, digest: packed.digest }));
    });
}

async function write(config: Config, file: string, from: string, to: string): Promise<Packed> {
  return withDatabase(config.databaseUrl, async (db) => {
    const at = systemClock();
    const settings = await readSettings(db, config);
    const period = periodOf(from, to, settings, dayIn(settings.timeZone, at));
    const secret = config.sessionSecret || (await sessionSecret(db));
    const handle = await open(file, "wx", 0o600);
    try {
      const packed = await packEvidence(db, { settings, period, secret, told: showProgress("evidence", "kinds of record") }, async (piece) => { await handle.appendFile(piece); });
      await noteEvidence(db, period, settings.privacyMode, packed, systemClock());
      return packed;
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
  });
}

async function verify(file: string, { sha256, json }: Options): Promise<void> {
  if (!existsSync(file)) throw new Error(inEnglish("packs.command.no-file", { file }));
  const { faults, files, digest, manifest } = await verifyEvidence(file, sha256?.toLowerCase());
  for (const fault of faults) console.log(json ? JSON.stringify(fault) : inEnglish(`packs.faults.${fault.kind}`, { path: fault.path }));
  console.error(faults.length === 0 ? inEnglish("packs.command.well", { count: files, first: manifest!.period.first, last: manifest!.period.last, digest }) : inEnglish("packs.command.not-well"));
  if (faults.length > 0) process.exitCode = 1;
}
