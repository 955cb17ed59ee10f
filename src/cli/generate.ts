import { Command, InvalidArgumentError, Option } from "commander";
import { decideQuestion } from "../engine/generation/decide.ts";
import { generate } from "../engine/generation/generate.ts";
import { parseContent } from "../engine/knowledge/content.ts";
import { buildKnowledge } from "../engine/knowledge/knowledge.ts";
import { inWords as figureInWords } from "../engine/questions/marking-numeric.ts";
import { isChoice, KINDS, LEVELS, type Question } from "../engine/questions/question.ts";
import { listContentFiles, SHIPPED_CONTENT } from "../storage/content-files.ts";

interface Wish { seed: string; limit?: number; kind?: string; level?: string; incident?: string; json?: boolean }

/** `debrief generate [folder]`: the questions that the facts of a content folder give. */
export function generateQuestionsFrom(): Command {
  return new Command("generate").description("write questions from the facts of a content folder")
    .argument("[folder]", "the folder", SHIPPED_CONTENT)
    .option("--seed <text>", "the same facts and seed give the same questions", "debrief")
    .option("--limit <number>", "at most so many", countingNumber)
    .addOption(new Option("--kind <kind>").choices(KINDS)).addOption(new Option("--level <level>").choices(LEVELS)).option("--incident <id>", "only about this incident")
    .option("--json", "one question a line, as JSON")
    .action((folder: string, wish: Wish) => {
      const content = parseContent(listContentFiles(folder));
      const knowledge = buildKnowledge(content);
      const questions = [...generate(knowledge, { seed: wish.seed }), ...content.decide.map((each) => decideQuestion(knowledge, each))];
      const wanted = questions.filter((question) => fits(question, wish)).slice(0, wish.limit);
      for (const question of wanted) console.log(wish.json ? JSON.stringify(question) : inWords(question));
      console.error(`${wanted.length} questions from ${knowledge.facts.length} facts`);
    });
}

function countingNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Give a number from 1.");
  return Number(text);
}

function fits(question: Question, { kind, level, incident }: Wish): boolean {
  return (!kind || question.kind === kind) && (!level || question.level === level) && (!incident || question.incident === incident);
}

function inWords(question: Question): string {
  return [`[${question.kind}, ${question.level}, ${question.difficulty}] ${question.stem}`, ...lines(question), ""].join("\n");
}

function lines(question: Question): string[] {
  if (isChoice(question)) return question.options.map(({ text, correct, proof }) => `  ${correct ? "*" : "-"} ${text}${proof ? ` (${proof})` : ""}`);
  if (question.kind === "ordering") return question.sequence.map(({ text }, place) => `  ${place + 1}. ${text}`);
  if (question.kind === "numeric") return [`  = ${figureInWords(question.answer.value, question.answer.unit)} (within ${question.answer.tolerance})`];
  if (question.kind === "short") return [`  = ${question.answer.accept.join(", ")}`, ...question.answer.reject.map((name) => `  - ${name}`)];
  return [...question.pairs.map(({ premise, response }) => `  ${premise} -> ${response}`), `  on offer: ${question.responses.join(", ")}`];
}
