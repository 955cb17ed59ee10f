import { writeFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import type { Config } from "../config.ts";
import { findPackageFormat, PACKAGE_FORMATS } from "../domain/package-formats.ts";
import { findWriter, WRITERS } from "../engine/questions/formats/writing.ts";
import { systemClock } from "../lib/clock.ts";
import { findPersonByEmail } from "../storage/people.ts";
import type { Db, Person } from "../storage/tables.ts";
import { withDatabase } from "../storage/with-database.ts";
import { packageTo } from "./export-package.ts";
import { questionsTo } from "./export-questions.ts";

export interface ExportWish { what: "questions" | "quiz"; format: string; by: string; quiz?: string; topic?: string; language: string }
/** A file, and what is to be said of it. */
export interface Exported { file: string | Uint8Array; told: string[] }

const FORMATS = WRITERS.map(({ name }) => name);
const PACKAGES = PACKAGE_FORMATS.map(({ name }) => name);

/** `debrief export questions FILE --format gift --by EMAIL`: questions of the bank as a file of another system; `debrief export quiz FILE --quiz SLUG --format scorm12 --by EMAIL`: a published quiz as a package. */
export function exportFromBank(readConfig: () => Config): Command {
  return new Command("export").description("write questions of the bank, or a published quiz, to a file").addArgument(new Argument("<what>", "what is written").choices(["questions", "quiz"])).argument("<file>", "the file to write")
    .requiredOption("--format <format>", `one of ${FORMATS.join(", ")}; for a quiz also ${PACKAGES.join(", ")}`).requiredOption("--by <email>", "who takes them out: keys go with them, so it is noted")
    .option("--quiz <slug>", "the quiz; with questions, those of its draft alone").option("--topic <topic>", "questions of this topic alone").option("--language <language>", "of a package", "en")
    .action(async (what: ExportWish["what"], file: string, wish: Omit<ExportWish, "what">) => {
      const config = readConfig();
      await withDatabase(config.databaseUrl, async (db) => {
        const actor = await findPersonByEmail(db, wish.by);
        if (!actor) throw new Error(`Nobody has the address ${wish.by}.`);
        const { file: content, told } = await exported(db, actor, { what, ...wish }, config);
        await writeFile(file, content, { flag: "wx" });
        console.error(told.join("\n"));
      });
    });
}

async function exported(db: Db, actor: Person, wish: ExportWish, config: Config): Promise<Exported> {
  const [writer, format] = [findWriter(wish.format), wish.what === "quiz" ? findPackageFormat(wish.format) : undefined];
  if (writer) return questionsTo(db, actor, writer, wish, systemClock());
  if (!format) throw new Error(`There is no format ${wish.format}: choose one of ${[...FORMATS, ...(wish.what === "quiz" ? PACKAGES : [])].join(", ")}.`);
  return packageTo(db, actor, format, wish, config, systemClock());
}
