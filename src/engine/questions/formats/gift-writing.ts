import { say, type Message } from "../../../lib/messages.ts";
import type { Item, ItemAnswer, NumericalAnswer, TextFormat } from "./item.ts";

type Of<Type extends Item["type"]> = Extract<Item, { type: Type }>;
/** What was written, and what GIFT has no place for: by the place of the item, from 0. */
export interface WrittenFile { text: string; refused: { place: number; reason: Message }[]; lost: { place: number; words: Message[] }[] }

/** Items as a GIFT file that reads back to the same items. What GIFT has no way to write is refused. */
export function writeGift(items: readonly Item[]): WrittenFile {
  const file: WrittenFile = { text: "", refused: [], lost: [] };
  let category = "";
  for (const [place, item] of items.entries()) {
    const [answers, reason] = [answersOf(item), obstacleTo(item)];
    if (answers === undefined || reason) file.refused.push({ place, reason: reason ?? say("gift.no-ordering") });
    else {
      if (item.category !== category) file.text += `$CATEGORY: ${escaped(item.category === "" ? "top" : `top/${item.category}`)}\n\n`;
      category = item.category;
      file.text += `${labels(item)}::${escaped(item.name)}::${prefix(item.format, "moodle", item.text)}${escaped(item.text)}{${answers}${generalFeedback(item)}}\n\n`;
      const words = lostBy(item);
      if (words.length > 0) file.lost.push({ place, words });
    }
  }
  return file;
}

/** An arrow cannot be escaped, and a choice without a right answer is one of several. */
function obstacleTo(item: Item): Message | undefined {
  const hasArrow = item.type === "match" ? item.pairs.some(({ question }) => question.includes("->")) : item.type === "shortanswer" && item.answers.some(({ text, feedback }) => `${text}${feedback}`.includes("->"));
  if (hasArrow) return say("gift.arrow");
  return item.type === "multichoice" && item.single && !item.answers.some(({ fraction }) => fraction === 1) ? say("gift.no-full-answer") : undefined;
}

function answersOf(item: Item): string | undefined {
  switch (item.type) {
    case "multichoice": return lines(item.answers.map((answer) => `${signOf(answer, answer === firstRight(item))}${textOf(answer, item.format)}${feedbackOf(answer, item.format)}`));
    case "truefalse": return trueFalse(item);
    case "shortanswer": return lines(item.answers.map((answer) => `=%${percent(answer.fraction)}%${escaped(answer.text)}${feedbackOf(answer, item.format)}`));
    case "numerical": return `#${lines(item.answers.map((answer) => `=%${percent(answer.fraction)}%${numberOf(answer)}${feedbackOf(answer, item.format)}`))}`;
    case "match": return lines(item.pairs.map(({ question, answer, format = item.format }) => `=${prefix(format, item.format, question)}${escaped(question)} -> ${escaped(answer)}`));
    case "ordering": return undefined;
  }
}

function lines(answers: readonly string[]): string {
  return `\n${answers.map((answer) => `\t${answer}\n`).join("")}`;
}

/** Of a single choice it is written "="; without one the reader takes every answer for a choice of its own, and where all had one, for a short answer. */
function firstRight({ single, answers }: Of<"multichoice">): ItemAnswer | undefined {
  return single ? answers.find(({ fraction }) => fraction === 1) : undefined;
}

function signOf({ fraction, text }: ItemAnswer, isFirstRight: boolean): string {
  if (isFirstRight) return "=";
  return fraction === 0 && !text.startsWith("%") ? "~" : `~%${percent(fraction)}%`;
}

function percent(fraction: number): string {
  return String(Number((100 * fraction).toFixed(5)));
}

function trueFalse({ answers: [whenTrue, whenFalse], format }: Of<"truefalse">): string {
  const isTrue = whenTrue.fraction > 0;
  const [wrong, right] = (isTrue ? [whenFalse, whenTrue] : [whenTrue, whenFalse]).map((answer) => feedbackOf(answer, format));
  return `${isTrue ? "TRUE" : "FALSE"}${wrong || (right ? "#" : "")}${right}`;
}

function numberOf({ text, tolerance }: NumericalAnswer): string {
  return text === "*" ? "*" : `${text}:${tolerance}`;
}

function textOf({ text, format }: ItemAnswer, usual: TextFormat): string {
  return `${prefix(format, usual, text)}${escaped(text)}`;
}

function feedbackOf({ feedback }: ItemAnswer, usual: TextFormat): string {
  return feedback === "" ? "" : `#${prefix(usual, usual, feedback)}${escaped(feedback)}`;
}

function generalFeedback({ generalFeedback: text, format }: Item): string {
  return text === "" ? "" : `####${prefix(format, format, text)}${escaped(text)}`;
}

/** Needed where the format is not the usual one, and where the text itself begins as a prefix does. */
function prefix(format: TextFormat, usual: TextFormat, text: string): string {
  return format === usual && !/^\[(?:moodle|html|plain|markdown)\]/.test(text) ? "" : `[${format}]`;
}

function escaped(text: string): string {
  return text.replace(/[\\#=~{}:]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
}

function labels({ idNumber, tags }: Item): string {
  const all = [...(idNumber ? [`[id:${idNumber.replaceAll("]", "\\]")}]`] : []), ...tags.map((tag) => `[tag:${tag.replaceAll("]", "\\]")}]`)];
  return all.length === 0 ? "" : `// ${all.join(" ")}\n`;
}

function lostBy(item: Item): Message[] {
  const isMarked = item.defaultMark !== 1 || item.penalty !== (item.type === "truefalse" ? 1 : 0.3333333);
  const isFed = item.type === "multichoice" && [item.correctFeedback, item.partlyFeedback, item.incorrectFeedback].some((text) => text !== "");
  const lost: [string, boolean][] = [
    ["marks", isMarked], ["hints", item.hints.length > 0], ["combined", isFed], ["shuffle", "shuffle" in item && !item.shuffle], ["case", item.type === "shortanswer" && item.caseSensitive],
    ["units", item.type === "numerical" && item.units.length > 0], ["pictures", item.files.length > 0],
  ];
  return lost.filter(([, isLost]) => isLost).map(([what]) => say(`gift.lost.${what}`));
}
