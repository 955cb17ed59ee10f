#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { checkContent } from "./cli/check-content.ts";
import { evaluateExtraction } from "./cli/evaluate-extraction.ts";
import { extractFrom } from "./cli/extract.ts";
import { generateQuestionsFrom } from "./cli/generate.ts";
import { guessQuestions } from "./cli/guess.ts";
import { importIntelligence } from "./cli/import.ts";
import { lintQuestions } from "./cli/lint.ts";
import { printSchema } from "./cli/schema.ts";
import { endQuietlyWithReader } from "./cli/printing.ts";
import { readConfig } from "./config.ts";

/** Results go to standard output, words to standard error; exit 0 done, 1 refused or found wanting, 2 wrong usage. */
const program = new Command("debrief").description("Security awareness quizzes made from real incidents.").exitOverride();
const commands = [generateQuestionsFrom(readConfig), lintQuestions(), guessQuestions(), importIntelligence(readConfig), extractFrom(readConfig), evaluateExtraction(), checkContent(), printSchema()];
for (const command of commands) program.addCommand(command.copyInheritedSettings(program));

endQuietlyWithReader();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(error instanceof Error ? error.message : String(error));
  return 1;
}
