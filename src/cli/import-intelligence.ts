import type { Config } from "../config.ts";
import { importCollection, type ImportOutcome } from "../domain/importing.ts";
import type { Imported } from "../engine/knowledge/imports/imported.ts";
import { readMisp } from "../engine/knowledge/imports/misp.ts";
import { readStix } from "../engine/knowledge/imports/stix.ts";
import { systemClock } from "../lib/clock.ts";
import { formatEdtf } from "../lib/edtf.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { findCollection } from "../storage/collections.ts";
import { withDatabase } from "../storage/with-database.ts";
import { readImportFile } from "./import-file.ts";
import type { Format, Wish } from "./import.ts";

/** `debrief import stix|misp FILE`: what threat intelligence lists, into the database that the environment names. */
export async function importIntelligenceFile(format: Exclude<Format, "questions">, file: string, wish: Wish, readConfig: () => Config): Promise<void> {
  const text = readImportFile(file);
  const collection = read(format, text, wish);
  const stored = wish.dryRun ? undefined : await withDatabase(readConfig().databaseUrl, async (db) => {
    const known = format === "misp" && wish.date === undefined ? await findCollection(db, collection.id) : undefined;
    const dated = known ? read(format, text, { ...wish, date: known.happened }) : collection;
    return importCollection(db, dated, systemClock(), showProgress("Storing facts"));
  });
  console.log(wish.json ? asJson(collection, stored) : inWords(collection, stored));
}

/** A MISP galaxy has no date of its own: it is what it was on the day on which it came in first. */
function read(format: Exclude<Format, "questions">, text: string, { name, version, date }: Wish): Imported {
  const today = systemClock().toISOString().slice(0, 10);
  return format === "stix" ? readStix(text, { name, version, date }) : readMisp(text, { name, version, date: date ?? today });
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
