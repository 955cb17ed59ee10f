import { statSync } from "node:fs";
import { Command, Option } from "commander";
import type { Config } from "../config.ts";
import { parseContent } from "../engine/knowledge/content.ts";
import { buildKnowledge } from "../engine/knowledge/knowledge.ts";
import { adviceOf, nameOf, type LintContext } from "../engine/questions/linting/finding.ts";
import { contextOf } from "../engine/questions/linting/knowledge-context.ts";
import { RULES, type Rule } from "../engine/questions/linting/rules.ts";
import { inEnglish } from "../lib/readers.ts";
import { listContentFiles } from "../storage/content-files.ts";
import { readFile, readFolder } from "./lint-content.ts";
import { readQuestions, type Entry } from "./lint-json.ts";
import { judge, tellPeople, tellPrograms } from "./lint-report.ts";
import { readWhole } from "./reading.ts";

interface Wish { quiz?: string; format?: "json" | "content"; json?: boolean; strict?: boolean; rules?: boolean; content?: string }

/** `debrief lint <file>`: the flaws of questions in a file, in standard input, in a content folder, or in a quiz of the database. */
export function lintQuestions(readConfig: () => Config): Command {
  return new Command("lint").description("look for item-writing flaws in questions: JSON lines, a JSON array, or a content folder with decide/*.yaml")
    .argument("[file]", "the file or folder; - reads standard input")
    .addOption(new Option("--format <format>", "what the file is; found out where it is not given").choices(["json", "content"]))
    .option("--quiz <slug>", "the draft of this quiz, from the database, as its page checks it")
    .option("--content <folder>", "judge by what this content folder knows: kinds of things, other names, who said what")
    .option("--strict", "exit with 1 for warnings as well").option("--rules", "print the rules and nothing else").option("--json", "print one JSON object a line")
    .action(async function (this: Command, file: string | undefined, wish: Wish) {
      if (wish.rules) return showRules(wish.json ?? false);
      if (wish.quiz !== undefined && file === undefined) return lintDraft(readConfig().databaseUrl, wish.quiz, wish);
      if (file === undefined || wish.quiz !== undefined) this.error("error: name a file, - for standard input, or a quiz with --quiz, one of them", { exitCode: 2 });
      const { entries, context } = await open(file, wish);
      const report = await judge(entries, context);
      (wish.json ? tellPrograms : tellPeople)(report, file === "-" ? "standard input" : file);
      if (report.errors > 0 || report.blocking > 0 || (wish.strict && report.warnings > 0)) process.exitCode = 1;
    });
}

/** The database is only loaded for those who want it. */
async function lintDraft(databaseUrl: string, slug: string, wish: Wish): Promise<void> {
  if (await (await import("./lint-quiz.ts")).lintQuiz(databaseUrl, slug, wish)) process.exitCode = 1;
}

async function open(file: string, { format, content }: Wish): Promise<{ entries: AsyncIterable<Entry> | Iterable<Entry>; context: LintContext }> {
  const context = content === undefined ? {} : contextOf(buildKnowledge(parseContent(listContentFiles(content))));
  if (file !== "-" && statOf(file).isDirectory()) {
    if (format === "json") throw new Error(`${file} is a folder. Name a file of JSON in it, or leave --format out.`);
    return readFolder(file, context);
  }
  if (format === "content" || (format === undefined && /\.ya?ml$/i.test(file))) return { entries: readFile((await readWhole(file)).toString()), context };
  return { entries: format === "json" ? readQuestions(file) : readQuestions(file, readFile), context };
}

function statOf(file: string) {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new Error(`There is no such file: ${file}`);
  return found;
}

function showRules(isJson: boolean): void {
  for (const rule of RULES as readonly Rule[]) console.log(isJson ? JSON.stringify({ ...rule, name: inEnglish(nameOf(rule.id)), mend: inEnglish(adviceOf(rule.id)) }) : inWords(rule));
}

function inWords({ number, id, severity, milder, finds, source }: Rule): string {
  return `${number}. ${id} [${severity}${milder ? `; a warning where ${milder}` : ""}] ${inEnglish(nameOf(id))}\n   Finds ${finds}.\n   ${inEnglish(adviceOf(id))}\n   ${source}`;
}
