import { Command } from "commander";
import { gains, guess, TOLERANCE, type Guesses } from "../engine/questions/guessing.ts";
import type { Question } from "../engine/questions/question.ts";
import { findModifiedDay, isFolder } from "../storage/content-files.ts";
import { readQuestions } from "./lint-json.ts";

/** `debrief guess FILE`: how somebody who knows nothing does on the questions of a file. */
export function guessQuestions(): Command {
  return new Command("guess").description("guess every question of a file without knowing anything, and compare with chance")
    .argument("<file>", "JSON lines or a JSON array of questions; - reads standard input").option("--json", "one JSON object a line, a kind of question each")
    .action(async (file: string, { json }: { json?: boolean }) => {
      const results = guess(await questionsOf(file));
      for (const result of results) console.log(json ? JSON.stringify(rounded(result)) : inWords(result));
      const found = results.flatMap((result) => gains(result).map(({ name }) => `${result.kind}: ${name}`));
      console.error(found.length === 0 ? `No way of guessing is more than ${TOLERANCE * 100} points, or more than luck, away from chance.` : `More than ${TOLERANCE * 100} points away from chance: ${found.join(", ")}.`);
      if (found.length > 0) process.exitCode = 1;
    });
}

async function questionsOf(file: string): Promise<Question[]> {
  if (file !== "-" && isFolder(file)) throw new Error(`${file} is a folder. Name a file of questions.`);
  if (file !== "-" && findModifiedDay(file) === undefined) throw new Error(`There is no such file: ${file}`);
  const questions: Question[] = [];
  for await (const entry of readQuestions(file)) {
    if ("error" in entry) throw new Error(`${file === "-" ? "standard input" : file}:${entry.line}: ${entry.error}`);
    questions.push(entry.question);
  }
  if (questions.length === 0) throw new Error("There is no question in it.");
  return questions;
}

function rounded({ kind, questions, guesses, chance, strategies }: Guesses): object {
  const round = (share: number) => Math.round(share * 1e4) / 1e4;
  return { kind, questions, guesses, chance: round(chance), strategies: strategies.map(({ name, right, gain }) => ({ name, right: round(right), gain: round(gain) })) };
}

function inWords(result: Guesses): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const wrong = new Set(gains(result).map(({ name }) => name));
  return [`${result.kind}: ${result.questions} questions, chance ${percent(result.chance)}`, ...result.strategies.map(({ name, right, gain }) => `  ${name.padEnd(14)} ${percent(right).padStart(7)}  ${`${gain >= 0 ? "+" : ""}${(gain * 100).toFixed(1)}`.padStart(6)}${wrong.has(name) ? "  !" : ""}`)].join("\n");
}
