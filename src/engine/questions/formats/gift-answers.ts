import { say, type Message } from "../../../lib/messages.ts";
import { withFeedback, written, meant } from "./gift-text.ts";
import type { Item, ItemAnswer, NumericalAnswer, TextFormat } from "./item.ts";
import { fractionOf } from "./moodle-tidying.ts";
import { numberIn, withoutEnds, writtenNumber } from "./php-text.ts";

type PartsOf<I> = I extends Item ? Pick<I, Exclude<keyof I, keyof Extract<Item, { type: "ordering" }>> | "type"> : never;
/** What an item has besides what all have. */
export type GiftParts = PartsOf<Exclude<Item, { type: "ordering" }>>;
type Read = GiftParts | { refused: Message };

/** What the braces hold, escaped signs replaced (gift-text.ts) and general feedback taken away. The signs alone say what kind of question it is. */
export function answersIn(text: string, format: TextFormat): Read {
  if (text === "") return { refused: say("gift.essay") };
  if (text.startsWith("#")) return numerical(text.slice(1), format);
  if (text.includes("~")) return multichoice(text, format);
  if (text.includes("=") && text.includes("->")) return match(text, format);
  const word = withoutEnds(text.startsWith("#") ? text : text.split("#")[0]!);
  return ["T", "TRUE", "F", "FALSE"].includes(word) ? trueFalse(text, format) : shortAnswer(text, format);
}

const WEIGHT = /^%(-*)(\d{1,2}\.?\d*)%/;

/** The fraction of an answer and its text without the weight in front. */
function weighed(text: string, usual: number): { fraction: number; rest: string } {
  const [all = "", minus = "", percent = ""] = WEIGHT.exec(text) ?? [];
  return all === "" ? { fraction: usual, rest: text } : { fraction: fractionOf(Number(percent) * (minus === "-" ? -1 : 1)), rest: text.slice(all.length) };
}

/** The parts between the signs; nothing in front of the first one counts for nothing. */
function split(text: string, sign: string): string[] {
  const parts = text.split(sign).map(withoutEnds);
  return parts[0] === "" ? parts.slice(1) : parts;
}

function answerOf(text: string, usual: number, format: TextFormat): ItemAnswer {
  const { fraction, rest } = weighed(text, usual);
  const { answer, feedback } = withFeedback(rest, format);
  return { ...answer, fraction, feedback };
}

function multichoice(text: string, format: TextFormat): Read {
  const answers = split(text.replaceAll("=", "~="), "~").map((part) => (part.startsWith("=") ? { ...answerOf(` ${part.slice(1)}`, 1, format) } : answerOf(part, 0, format)));
  const told = answers.filter((answer) => answer.text !== "");
  if (told.some(({ fraction }) => Math.abs(fraction) > 1)) return { refused: say("gift.too-much") };
  if (told.length < 2) return { refused: say("gift.few-answers") };
  return { type: "multichoice", single: text.includes("="), shuffle: true, answers: told, correctFeedback: "", partlyFeedback: "", incorrectFeedback: "" };
}

function match(text: string, format: TextFormat): Read {
  const parts = split(text, "=");
  if (parts.length < 2) return { refused: say("gift.few-pairs") };
  if (parts.some((part) => !part.includes("->"))) return { refused: say("gift.no-arrow") };
  const pairs = parts.map((part) => {
    const at = part.indexOf("->");
    const question = written(part.slice(0, at), format);
    return { question: question.text, answer: withoutEnds(meant(part.slice(at + 2))), ...(question.format === format ? {} : { format: question.format }) };
  }).filter(({ question, answer }) => question !== "" || answer !== "");
  return pairs.some(({ answer }) => answer === "") ? { refused: say("gift.no-match") } : { type: "match", shuffle: true, pairs };
}

/** Behind the word stands what is said to a wrong answer, then what is said to a right one. */
function trueFalse(text: string, format: TextFormat): Read {
  const [word = "", wrong = "", ...right] = text.split("#");
  const isTrue = withoutEnds(word).startsWith("T");
  const [toWrong, toRight] = [wrong, right.join("#")].map((part) => written(withoutEnds(part), format).text) as [string, string];
  const answer = (name: string, isRight: boolean): ItemAnswer => ({ text: name, format, fraction: isRight ? 1 : 0, feedback: isRight ? toRight : toWrong });
  return { type: "truefalse", answers: [answer("True", isTrue), answer("False", !isTrue)] };
}

function shortAnswer(text: string, format: TextFormat): Read {
  const answers = split(text, "=").map((part) => answerOf(part, 1, format)).filter((answer) => answer.text !== "");
  if (answers.some(({ fraction }) => Math.abs(fraction) > 1)) return { refused: say("gift.too-much") };
  return answers.length === 0 ? { refused: say("gift.no-answers") } : { type: "shortanswer", caseSensitive: false, answers };
}

function numerical(text: string, format: TextFormat): Read {
  const other = text.indexOf("~");
  const answers = split(other < 0 ? text : text.slice(0, other), "=").map((part) => number(answerOf(part, 1, format)));
  if (answers.length === 0) return { refused: say("gift.no-answers") };
  const unfit = answers.find((answer) => answer === undefined);
  if (answers.includes(unfit)) return { refused: say("gift.no-number") };
  if (answers.some((answer) => Math.abs(answer!.fraction) > 1)) return { refused: say("gift.too-much") };
  const rest = other < 0 ? [] : [{ text: "*", format, fraction: 0, feedback: withFeedback(text.slice(other), format).feedback, tolerance: 0 }];
  return { type: "numerical", answers: [...(answers as NumericalAnswer[]), ...rest], units: [] };
}

/** "3", "3:2" (give or take 2), "1..5", or "*" for any other. */
function number(answer: ItemAnswer): NumericalAnswer | undefined {
  if (answer.text === "*") return { ...answer, tolerance: 0 };
  const range = answer.text.indexOf("..");
  const colon = answer.text.indexOf(":");
  const [from, to] = range > 0 ? [answer.text.slice(0, range), answer.text.slice(range + 2)].map(numberIn) : [];
  const [value, tolerance] = range > 0 ? between(from, to) : colon > 0 ? [answer.text.slice(0, colon), answer.text.slice(colon + 1)].map(numberIn) : [numberIn(answer.text), 0];
  return value === undefined || tolerance === undefined ? undefined : { ...answer, text: writtenNumber(value), tolerance };
}

function between(from: number | undefined, to: number | undefined): (number | undefined)[] {
  if (from === undefined || to === undefined) return [];
  const middle = (to + from) / 2;
  return [middle, to - middle];
}
