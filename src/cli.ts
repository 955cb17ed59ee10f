#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { endQuietlyWithReader } from "./cli/printing.ts";

/** Only the command that was asked for is loaded: the parts of the others take most of a second. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  generate: async () => (await import("./cli/generate.ts")).generateQuestionsFrom(await environment()),
  lint: async () => (await import("./cli/lint.ts")).lintQuestions(),
  guess: async () => (await import("./cli/guess.ts")).guessQuestions(),
  import: async () => (await import("./cli/import.ts")).importIntelligence(await environment()),
  export: async () => (await import("./cli/export.ts")).exportFromBank(await environment()),
  extract: async () => (await import("./cli/extract.ts")).extractFrom(await environment()),
  "evaluate-extraction": async () => (await import("./cli/evaluate-extraction.ts")).evaluateExtraction(),
  "check-content": async () => (await import("./cli/check-content.ts")).checkContent(),
  rebuild: async () => (await import("./cli/rebuild.ts")).rebuildFrom(await environment()),
  schema: async () => (await import("./cli/schema.ts")).printSchema(),
};

async function environment() {
  return (await import("./config.ts")).readConfig;
}

/** Results go to standard output, words to standard error; exit 0 done, 1 refused or found wanting, 2 wrong usage. */
const program = new Command("debrief").description("Security awareness quizzes made from real incidents.").exitOverride();
const named = process.argv[2] ?? "";
const wanted = Object.hasOwn(COMMANDS, named) ? [COMMANDS[named]!] : Object.values(COMMANDS);
for (const load of wanted) program.addCommand((await load()).copyInheritedSettings(program));

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
