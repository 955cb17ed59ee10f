import { Argument, Command, InvalidArgumentError } from "commander";
import type { Config } from "../config.ts";
import { importCollection, type ImportOutcome } from "../domain/importing.ts";
import type { Imported, Naming } from "../engine/knowledge/imports/imported.ts";
import { readMisp } from "../engine/knowledge/imports/misp.ts";
import { readStix } from "../engine/knowledge/imports/stix.ts";
import { systemClock } from "../lib/clock.ts";
import { formatEdtf, parseEdtf } from "../lib/edtf.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { findCollection } from "../storage/collections.ts";
import { withDatabase } from "../storage/with-database.ts";
import { readImportFile } from "./import-file.ts";
import { importQuestionFile, type QuestionWish } from "./import-questions.ts";

type Format = "stix" | "misp" | "questions";
interface Wish extends Naming, QuestionWish {}

/** `debrief import stix|misp|questions FILE`: puts what threat intelligence lists, or questions of another system, into the database that the environment names. */
export function importIntelligence(readConfig: () => Config): Command {
  return new Command("import").description("import facts from threat intelligence (a STIX 2.1 bundle or a MISP galaxy, as it is or packed with gzip), or questions of another system")
    .addArgument(new Argument("<format>", "what the file is").choices(["stix", "misp", "questions"])).argument("<file>", "the file")
    .option("--name <name>", "what questions call it, as in the middle of a sentence").option("--version <version>", "its version")
    .option("--date <date>", "its day, where it has none", dateOnly).option("--dry-run", "only say what would be imported").option("--json", "print JSON")
    .option("--by <email>", "questions: the trainer or administrator who brings them in").option("--topic <topic>", "questions: the topic of those whose file says none")
    .option("--incident <slug>", "questions: the incident that they are about").option("--tags <tags>", "questions: tags for all of them, with commas between")
    .action(async (format: Format, file: string, wish: Wish) => {
      if (format === "questions") return importQuestionFile(file, wish, () => readConfig().databaseUrl);
      const text = readImportFile(file);
      const collection = read(format, text, wish);
      const stored = wish.dryRun ? undefined : await withDatabase(readConfig().databaseUrl, async (db) => {
        const known = format === "misp" && wish.date === undefined ? await findCollection(db, collection.id) : undefined;
        const dated = known ? read(format, text, { ...wish, date: known.happened }) : collection;
        return importCollection(db, dated, systemClock(), showProgress("Storing facts"));
      });
      console.log(wish.json ? asJson(collection, stored) : inWords(collection, stored));
    });
}

/** A MISP galaxy has no date of its own: it is what it was on the day on which it came in first. */
function read(format: Exclude<Format, "questions">, text: string, { name, version, date }: Wish): Imported {
  const today = systemClock().toISOString().slice(0, 10);
  return format === "stix" ? readStix(text, { name, version, date }) : readMisp(text, { name, version, date: date ?? today });
}

function dateOnly(text: string): string {
  if (text.includes("/") || !parseEdtf(text)) throw new InvalidArgumentError("Give a date as 2025, 2025-11 or 2025-11-13.");
  return text;
}

function asJson({ id, name, date, counts, skipped }: Imported, stored: ImportOutcome | undefined): string {
  return JSON.stringify({ id, name, date, counts, skipped, ...(stored && { stored }) });
}

function inWords({ id, name, date, counts, skipped: { types, relationships, ...others } }: Imported, stored: ImportOutcome | undefined): string {
  const kept = stored && { new: stored.added, changed: stored.changed, "the same": stored.same, "as others have it": stored.heldByOthers };
  const leftOut = Object.fromEntries(Object.entries(others).map(([reason, count]) => [LEFT_OUT[reason as keyof typeof others], count]));
  return [
    `${name} (${id}), ${formatEdtf(date)}`, `entities: ${listed(counts.entities)}`, `facts: ${listed(counts.facts)}`, `left out: ${listed(leftOut)}`,
    `types not read: ${listed(types)}`, `relationships not read: ${listed(relationships)}`, kept ? `stored: ${listed(kept)}` : "stored: nothing, because this was a dry run",
  ].join("\n");
}

const LEFT_OUT = {
  revoked: "revoked", deprecated: "deprecated", toWithdrawn: "relationships to what is left out", superseded: "older versions", repeated: "repeated",
  dangling: "relationships to what is not in the file", toUnread: "relationships to what is not read", toItself: "relationships of a thing to itself",
};
const MOST_LISTED = 30;

function listed(counts: Record<string, number>): string {
  const entries = Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name.slice(0, 60)}`);
  const more = entries.length - MOST_LISTED;
  return (more > 0 ? [...entries.slice(0, MOST_LISTED), `and ${more} more`] : entries).join(", ") || "none";
}
