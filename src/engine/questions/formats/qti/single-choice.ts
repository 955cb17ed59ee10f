import type { Item } from "../item.ts";
import { defaultMarkOf, fractionOf, topOf, type Key } from "./marking.ts";
import { telling } from "./telling.ts";

/** More of them are no question but an attempt to keep us busy. */
export const MOST_CHOICES = 300;

export interface Choice { id: string; html: string }
type Part<Type extends Item["type"]> = Pick<Extract<Item, { type: Type }>, Exclude<keyof Extract<Item, { type: Type }>, Unfilled>>;
type Unfilled = "line" | "name" | "text" | "format" | "penalty" | "category" | "tags" | "idNumber" | "hints" | "files" | "dropped";
/** What a kind of question adds to what all have. */
export type ItemPart = Part<"multichoice"> | Part<"truefalse"> | Part<"shortanswer"> | Part<"numerical"> | Part<"match"> | Part<"ordering">;

const TRUE_WORDS = new Set(["true", "wahr", "richtig"]);
const FALSE_WORDS = new Set(["false", "falsch"]);

/** Every choice is tried on its own. */
export function readSingleChoice(key: Key, choices: readonly Choice[], shuffle: boolean): ItemPart {
  const marks = choices.map(({ id }) => key.mark([id]));
  const top = topOf(key, Math.max(...marks.map(({ score }) => score)));
  const tried = choices.map(({ id }, place) => ({ id, fraction: fractionOf(marks[place]!.score, top, key.note), marked: marks[place]! }));
  const told = telling(key, tried);
  const common = { defaultMark: defaultMarkOf(key, top), generalFeedback: told.general };
  const answers = choices.map(({ html }, place) => ({ text: html, format: "html" as const, fraction: tried[place]!.fraction, feedback: told.own[place]! }));
  const truth = truthOf(choices.map(({ html }) => html), answers.map(({ fraction }) => fraction));
  if (truth) {
    const feedback = [told.correct, told.incorrect];
    const toldFor = (answer: (typeof answers)[number]) => answer.feedback + feedback[answer.fraction === 1 ? 0 : 1]!;
    const said = truth.map((place) => ({ ...answers[place]!, text: place === truth[0] ? "true" : "false", feedback: toldFor(answers[place]!) }));
    return { type: "truefalse", ...common, answers: [said[0]!, said[1]!] };
  }
  return { type: "multichoice", ...common, single: true, shuffle, answers, correctFeedback: told.correct, partlyFeedback: told.partly, incorrectFeedback: told.incorrect };
}

/** The places of "true" and "false", where two choices say just that and one of them is right. */
function truthOf(texts: readonly string[], fractions: readonly number[]): [number, number] | undefined {
  const words = texts.map((text) => text.replace(/<[^<>]*>/g, "").trim().toLowerCase().replace(/\.$/, ""));
  const [yes, no] = [words.findIndex((word) => TRUE_WORDS.has(word)), words.findIndex((word) => FALSE_WORDS.has(word))];
  return words.length === 2 && yes >= 0 && no >= 0 && [...fractions].sort().join() === "0,1" ? [yes, no] : undefined;
}
