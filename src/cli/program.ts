import { Command, CommanderError } from "commander";
import { explainFailure } from "../lib/failures.ts";
import { isUnreachable } from "../lib/troubles.ts";

/** Only the command that was asked for is loaded: the parts of the others take most of a second. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  generate: async () => (await import("./generate.ts")).generateQuestionsFrom(await environment()),
  lint: async () => (await import("./lint.ts")).lintQuestions(await environment()),
  guess: async () => (await import("./guess.ts")).guessQuestions(),
  import: async () => (await import("./import.ts")).importIntelligence(await environment()),
  export: async () => (await import("./export.ts")).exportFromBank(await environment()),
  evidence: async () => (await import("./evidence.ts")).evidenceFor(await environment()),
  people: async () => (await import("./people.ts")).keepPeople(await environment()),
  extract: async () => (await import("./extract.ts")).extractFrom(await environment()),
  "evaluate-extraction": async () => (await import("./evaluate-extraction.ts")).evaluateExtraction(),
  backup: async () => (await import("./backup.ts")).backUpInstallation(await environment()),
  restore: async () => (await import("./restore.ts")).restoreInstallation(await environment()),
  move: async () => (await import("./move.ts")).moveInstallation(await environment()),
  check: async () => (await import("./check.ts")).checkInstallation(await environment()),
  content: async () => (await import("./content.ts")).keepContent(await environment()),
  "check-content": async () => (await import("./check-content.ts")).checkContent(),
  tally: async () => (await import("./tally.ts")).tallyAnew(await environment()),
  rebuild: async () => (await import("./rebuild.ts")).rebuildFrom(await environment()),
  token: async () => (await import("./token.ts")).keepTokens(await environment()),
  schema: async () => (await import("./schema.ts")).printSchema(),
};

async function environment() {
  return (await import("../config.ts")).readConfig;
}

/** Does what the words of a command line ask for. Results go to standard output, words to standard error; `process.exitCode` is 1 for refused or found wanting, 2 for wrong usage. */
export async function runCommand(words: readonly string[]): Promise<void> {
  const program = new Command("debrief").description("Security awareness quizzes made from real incidents.").exitOverride();
  const named = words[0] ?? "";
  const wanted = Object.hasOwn(COMMANDS, named) ? [COMMANDS[named]!] : Object.values(COMMANDS);
  for (const load of wanted) program.addCommand((await load()).copyInheritedSettings(program));
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeFor(error);
  }
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(wordsFor(error));
  return 1;
}

const FILE_WORDS: Readonly<Record<string, string>> = { ENOENT: "There is no such file or folder", EACCES: "This file may not be used by whoever runs the command", EISDIR: "This is a folder, not a file", EEXIST: "This is in the way: a file where a folder is wanted", ENOTDIR: "A file is in the way where a folder is wanted", EROFS: "This disk can only be read" };

/** A database and the system say no in words of their own, which help nobody. */
function wordsFor(error: unknown): string {
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (typeof code === "string" && typeof path === "string" && FILE_WORDS[code]) return `${FILE_WORDS[code]}: ${path}`;
  if ((typeof code === "string" && /^(?:SQLITE_\w+|\d\w{4}|ENOSPC|ERR_INVALID_URL)$/.test(code)) || isUnreachable(error)) return explainFailure(error);
  return error instanceof Error ? error.message : String(error);
}
