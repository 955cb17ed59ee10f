import { Argument, Command, InvalidArgumentError } from "commander";
import type { Config } from "../config.ts";
import type { Naming } from "../engine/knowledge/imports/imported.ts";
import { parseEdtf } from "../lib/edtf.ts";
import type { QuestionWish } from "./import-questions.ts";

export type Format = "stix" | "misp" | "questions";
export interface Wish extends Naming, QuestionWish {}

/** `debrief import stix|misp|questions FILE`: puts what threat intelligence lists, or questions of another system, into the database that the environment names. Only the part that is needed is loaded. */
export function importIntelligence(readConfig: () => Config): Command {
  return new Command("import").description("import facts from threat intelligence (a STIX 2.1 bundle or a MISP galaxy, as it is or packed with gzip), or questions of another system")
    .addArgument(new Argument("<format>", "what the file is").choices(["stix", "misp", "questions"])).argument("<file>", "the file")
    .option("--name <name>", "what questions call it, as in the middle of a sentence").option("--version <version>", "its version")
    .option("--date <date>", "its day, where it has none", dateOnly).option("--dry-run", "only say what would be imported").option("--json", "print JSON")
    .option("--by <email>", "questions: the trainer or administrator who brings them in").option("--topic <topic>", "questions: the topic of those whose file says none")
    .option("--incident <slug>", "questions: the incident that they are about").option("--tags <tags>", "questions: tags for all of them, with commas between")
    .action(async (format: Format, file: string, wish: Wish) => {
      if (format === "questions") return (await import("./import-questions.ts")).importQuestionFile(file, wish, () => readConfig().databaseUrl);
      return (await import("./import-intelligence.ts")).importIntelligenceFile(format, file, wish, readConfig);
    });
}

function dateOnly(text: string): string {
  if (text.includes("/") || !parseEdtf(text)) throw new InvalidArgumentError("Give a date as 2025, 2025-11 or 2025-11-13.");
  return text;
}
