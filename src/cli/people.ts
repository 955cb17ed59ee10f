import { open } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import type { Config } from "../config.ts";
import { writePeople } from "../domain/writing-people.ts";
import { systemClock } from "../lib/clock.ts";
import { withDatabase } from "../storage/with-database.ts";
import { printLink, type LinkWish } from "./people-link.ts";
import { importPeople, type PeopleWish } from "./people-import.ts";

/** `debrief people import FILE` and `debrief people export FILE`: people out of a table of the personnel office, and into one. */
export function keepPeople(readConfig: () => Config): Command {
  const people = new Command("people").exitOverride().description("bring in people from a table, write them to one, or let one of them in");
  people.command("import").description("add, change and reactivate people as a CSV or Excel file says: all of it or nothing").argument("<file>", "the file, with headings in English or German")
    .option("--dry-run", "only say what would become of each row").option("--json", "print JSON, one object a line").option("--create-teams", "make teams that are not there").option("--invite", "send those who are added a mail with a link to choose a password")
    .option("--leavers [number]", "deactivate who is not in the file; where that is more than a fifth of the people, say how many", numberOnly)
    .action((file: string, wish: PeopleWish) => importPeople(file, wish, () => readConfig().databaseUrl));
  people.command("link").description("print an address at which somebody chooses a new password, within an hour and once").argument("<email>", "whose it is")
    .option("--without-second-factor", "remove their authenticator app, passkeys and recovery codes as well")
    .action((email: string, wish: LinkWish) => printLink(email, wish, readConfig()));
  people.command("export").description("write everybody who is active to a new CSV file, which an import takes back").argument("<file>", "the file to write")
    .option("--language <language>", "the language of the headings, en or de", "en")
    .action(async (path: string, { language }: { language: string }) => {
      const file = await open(path, "wx", 0o600);
      try {
        await withDatabase(readConfig().databaseUrl, async (db) => { for await (const piece of writePeople(db, null, language === "de" ? "de" : "en", systemClock())) await file.write(piece); });
      } finally {
        await file.close();
      }
    });
  return people;
}

function numberOnly(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError("Say how many people leave, as a number.");
  return Number(text);
}
