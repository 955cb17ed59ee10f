import { fold } from "../../lib/text.ts";
import { isChoice, type Question } from "../questions/question.ts";

/** Marks the questions that must not stand on one paper: they ask the same fact, or one's stem holds the other's key. */
export function withEnemies(questions: readonly Question[]): Question[] {
  const told = questions.map((question) => ({ question, stem: ` ${fold(question.stem)} `, keys: keysOf(question).map((key) => ` ${key} `) }));
  return told.map((one) => ({
    ...one.question,
    enemies: told.filter((other) => other !== one && areEnemies(one, other)).map(({ question }) => question.id),
  }));
}

interface Told { question: Question; stem: string; keys: string[] }

function areEnemies(a: Told, b: Told): boolean {
  if (a.question.facts.some((fact) => b.question.facts.includes(fact))) return true;
  return a.question.incident === b.question.incident && (tells(a, b) || tells(b, a));
}

function tells(teller: Told, asked: Told): boolean {
  return asked.keys.some((key) => teller.stem.includes(key));
}

function keysOf(question: Question): string[] {
  if (!isChoice(question) || question.kind === "true_false") return [];
  return question.options.filter(({ correct }) => correct).map(({ text }) => fold(text).replace(/^(the|a|an) /, ""));
}
