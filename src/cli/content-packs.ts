import { readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import type { Config } from "../config.ts";
import { exportPack } from "../domain/exporting-packs.ts";
import { importPack } from "../domain/importing-packs.ts";
import { planPack } from "../domain/planning-packs.ts";
import { readSettings } from "../domain/installation.ts";
import { LARGEST_PACK } from "../engine/library/packs/pack.ts";
import { partsFrom } from "../engine/library/packs/packing.ts";
import { writePack } from "../engine/library/packs/writing.ts";
import { parseContent } from "../engine/knowledge/content.ts";
import { systemClock } from "../lib/clock.ts";
import { inEnglish } from "../lib/readers.ts";
import { listAllContentFiles } from "../storage/content-files.ts";
import { findIncident } from "../storage/incident-reading.ts";
import { withDatabase } from "../storage/with-database.ts";

type ReadConfig = () => Config;

/** `debrief content export INCIDENT FILE`: an incident as one file, out of the database, or out of a content folder. */
export function exportContent(readConfig: ReadConfig): Command {
  return new Command("export").description("write an incident to one file, with the entities and decisions that it needs (docs/formats/pack.md)")
    .argument("<incident>", "its id").argument("<file>", "the file to write; one that is there is not written over")
    .option("--folder <folder>", "out of this content folder and what ships, instead of the database").option("--by <name>", "who made it, for those who get it")
    .option("--pack-version <number>", "its version, where it comes out of a folder", wholeNumber, 1)
    .action(async (id: string, file: string, { folder, by, packVersion }: { folder?: string; by?: string; packVersion: number }) => {
      const text = folder === undefined ? await fromDatabase(readConfig(), id, by) : fromFolder(folder, id, packVersion, by);
      await writeFile(file, text, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => { throw error.code === "EEXIST" ? new Error(`There is such a file already: ${file}. Name another one.`) : error; });
      console.log(file);
    });
}

/** `debrief content import FILE`: brings such a file into the database, or says what it would do. */
export function importContent(readConfig: ReadConfig): Command {
  return new Command("import").description("bring an incident out of a pack into the database, or bring it up to date").argument("<file>", "the pack")
    .option("--dry-run", "only say what it would do").option("--older", "also where a newer version is here").option("--json", "print one JSON object")
    .action(async (file: string, wish: { dryRun?: boolean; older?: boolean; json?: boolean }) => {
      const [bytes, config] = [bytesOf(file), readConfig()];
      const outcome = await withDatabase<object>(config.databaseUrl, async (db) => (wish.dryRun ? planned(await planPack(db, bytes, config.contentDir, systemClock()))
        : importPack(db, { id: null }, bytes, { contentDir: config.contentDir, isOlderMeant: wish.older ?? false }, systemClock())));
      console.log(wish.json ? JSON.stringify(outcome) : Object.entries(outcome).map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`).join("\n"));
    });
}

async function fromDatabase(config: Config, id: string, by: string | undefined): Promise<string> {
  return withDatabase(config.databaseUrl, async (db) => {
    const incident = await findIncident(db, id);
    if (!incident) throw new Error(`There is no incident ${id} in the database. Its id stands in its address in the studio; what ships comes into an empty database when Debrief first starts.`);
    return exportPack(db, incident, { author: { id: null }, by: by ?? (await readSettings(db, config)).name, contentDir: config.contentDir }, systemClock());
  });
}

function fromFolder(folder: string, id: string, version: number, by: string | undefined): string {
  const parts = partsFrom(parseContent(listAllContentFiles(folder)), id);
  if (!parts) throw new Error(`There is no incident ${id} in ${folder}.`);
  return writePack({ ...parts, version, made: { on: systemClock().toISOString().slice(0, 10), ...(by ? { by } : {}) } });
}

function planned(plan: Awaited<ReturnType<typeof planPack>>): Record<string, unknown> {
  if (plan.refusals.length > 0 || !plan.pack) throw new Error(`It cannot be imported:\n${plan.refusals.map((words) => `  ${inEnglish(words)}`).join("\n")}`);
  const { pack, fate, differences, findings } = plan;
  return { slug: pack.incident.id, title: pack.incident.title, fate, version: pack.version, ...differences, warnings: findings.map(({ id, why }) => `${id}: ${inEnglish(why)}`) };
}

function bytesOf(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error(found ? `${file} is no file.` : `There is no such file: ${file}`);
  if (found.size > LARGEST_PACK) throw new Error(inEnglish("packing.large", { most: LARGEST_PACK }));
  return readFileSync(file);
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("Give a number from 1.");
  return Number(text);
}
