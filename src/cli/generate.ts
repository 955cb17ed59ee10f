import { Command, InvalidArgumentError, Option } from "commander";
import type { Config } from "../config.ts";
import { decideQuestion, decisionsThatStand } from "../engine/generation/decide.ts";
import { generate } from "../engine/generation/generate.ts";
import { DIFFICULTIES, KINDS, LEVELS, type Difficulty, type Question } from "../engine/questions/question.ts";
import { showProgress } from "../lib/progress-bar.ts";
import { randomFrom, shuffled } from "../lib/random.ts";
import { materialOfDatabase, materialOfFiles, materialOfFolder, type Material } from "./knowledge-from.ts";
import { SHIPPED_CONTENT } from "../storage/content-files.ts";
import { printLines } from "./printing.ts";
import { inWords } from "./question-words.ts";

interface Wish { from?: string[]; database?: boolean; seed: string; limit?: number; kind?: string; level?: string; difficulty?: Difficulty; incident?: string; json?: boolean }

/** `debrief generate`: the questions that facts give. */
export function generateQuestionsFrom(readConfig: () => Config): Command {
  return new Command("generate").description("write questions from facts: those that ship, those of files, or those of the database")
    .argument("[folder]", "a content folder instead of the one that ships")
    .option("--from <files...>", "YAML files or folders of content, STIX bundles or MISP galaxies (.json, .json.gz)").option("--database", "the facts of the database that the environment names")
    .option("--seed <text>", "the same facts and seed give the same questions", "debrief")
    .option("--limit <number>", "at most so many, from all over the facts", countingNumber)
    .addOption(new Option("--kind <kind>").choices(KINDS)).addOption(new Option("--level <level>").choices(LEVELS)).addOption(new Option("--difficulty <difficulty>", "only of this difficulty").choices(DIFFICULTIES))
    .option("--incident <id>", "only about this incident").option("--json", "one question a line, as JSON (docs/formats/question.md)")
    .action(async function (this: Command, folder: string | undefined, wish: Wish) {
      if ([folder, wish.from, wish.database].filter(Boolean).length > 1) this.error("error: give a folder, --from or --database: one of them", { exitCode: 2 });
      const { knowledge, decide } = await materialFor(folder, wish, readConfig);
      if (knowledge.facts.length === 0) throw new Error(wish.database ? "The database holds no facts yet. Start the server once, or import some." : "There are no facts in this, so there is nothing to ask.");
      const progress = showProgress("Writing questions");
      const made = generate(knowledge, { seed: wish.seed, difficulty: wish.difficulty, onFact: (done) => { if (done % 200 === 0) progress(done, knowledge.facts.length); } });
      progress(knowledge.facts.length, knowledge.facts.length);
      const wanted = withEnemiesAmong(sample([...made, ...decisionsThatStand(knowledge, decide).map((each) => decideQuestion(knowledge, each))].filter((question) => fits(question, wish)), wish));
      await printLines(worded(wanted, wish));
      console.error(`${wanted.length} questions from ${knowledge.facts.length} facts`);
    });
}

function* worded(questions: readonly Question[], { json }: Wish): Generator<string> {
  for (const question of questions) yield json ? JSON.stringify(question) : inWords(question);
}

function materialFor(folder: string | undefined, { from, database }: Wish, readConfig: () => Config): Material | Promise<Material> {
  if (database) return materialOfDatabase(readConfig());
  return from ? materialOfFiles(from) : materialOfFolder(folder ?? SHIPPED_CONTENT);
}

function countingNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Give a number from 1.");
  return Number(text);
}

function fits(question: Question, { kind, level, difficulty, incident }: Wish): boolean {
  return (!kind || question.kind === kind) && (!level || question.level === level) && (!difficulty || question.difficulty === difficulty) && (!incident || question.incident === incident);
}

/** Enemies that are not written are no use to a reader. */
function withEnemiesAmong(questions: readonly Question[]): Question[] {
  const ids = new Set(questions.map(({ id }) => id));
  return questions.map((question) => ({ ...question, enemies: question.enemies.filter((id) => ids.has(id)) }));
}

/** Some of them, chosen by the seed and left in their order. */
function sample(questions: readonly Question[], { limit, seed }: Wish): Question[] {
  const kept = new Set(shuffled([...questions.keys()], randomFrom(`${seed} sample`)).slice(0, limit));
  return questions.filter((_, place) => kept.has(place));
}
