import { LANGUAGES, type Language } from "../../lib/languages.ts";
import { say, type Message } from "../../lib/messages.ts";
import { formatNumber, isAmbiguous, readNumber, scaleOf, tidy } from "../../lib/numbers.ts";
import { fold } from "../../lib/text.ts";
import { LONGEST_ANSWER } from "./marking-short.ts";
import type { NumericQuestion } from "./question.ts";

type Answer = NumericQuestion["answer"];

const CURRENCIES = [String.raw`\$|usd|(?:us )?dollars?`, "£|gbp|pounds?(?: sterling)?", "€|eur|euros?", "₿|btc|bitcoins?", "¥|jpy|yen"];
const PERCENT = "%|percent|per cent";
const CURRENCY_IN_FRONT = /^([-−–]?) ?(us ?\$|usd|gbp|eur|btc|jpy|[$£€₿¥]) ?(.+)$/su;

/** 1 when the number is within the tolerance of the value, else 0. What cannot be read counts as wrong; `complaintAboutNumber` comes first. */
export function markNumber({ answer }: NumericQuestion, typed: string, language?: string): number {
  const { value, tolerance } = answer;
  const given = readInUnits(typed, answer, figuresIn(language));
  if (given === undefined) return 0;
  const slack = 1e-12 * (Math.abs(given) + Math.abs(value));
  return Math.abs(given - value) <= tolerance + slack ? 1 : 0;
}

/** What is wrong with a typed number, for the learner; the same whatever the right number is. */
export function complaintAboutNumber({ answer: { unit } }: NumericQuestion, typed: string): Message | undefined {
  if (typed.length <= LONGEST_ANSWER && readInUnits(typed, { unit }) !== undefined) return undefined;
  const words = wordsOf(typed);
  const hasNumber = words.some((_, place) => readNumber(words.slice(0, place + 1).join(" ")) !== undefined);
  return hasNumber && unit ? say("marking.number-alone", { unit }) : say("marking.no-number");
}

/**
 * Reads what was typed as a number of the answer's units. A currency sign, "%" or the unit itself, whole or in part, may stand beside it ("$30 million" of
 * "US dollars", "5 hospital" of "hospitals in England"); another unit may not. Where the unit begins with a scale ("million dollars"), "30",
 * "30 million" and "30,000,000" are the same. `value` and `language` tell which of two readings is meant (see `readNumber`). Undefined for whatever cannot be read.
 */
export function readInUnits(typed: string, { unit, value }: Partial<Answer>, language: Language = "en"): number | undefined {
  const words = wordsOf(typed);
  const places = words.map((_, place) => place + 1);
  const readings = places.filter((place) => isUnit(words.slice(place).join(" "), unit)).map((place) => ({ figure: words.slice(0, place).join(" "), tail: words.slice(place) }));
  const reading = readings.find(({ figure }) => !isInitialOf(unit, figure) && readNumber(figure) !== undefined);
  return reading && inUnits(readNumber(reading.figure, value, language)!, reading.tail, unit);
}

/** What was typed as it is kept: with the language of the page where others would read another number. */
export function asTyped(typed: string, language: Language): string[] {
  return figuresIn(language) !== "en" && isEitherWay(typed) ? [typed, language] : [typed];
}

/** Whether one mark stands before three digits, so that readers of two languages take it for two numbers. */
export function isEitherWay(typed: string): boolean {
  const words = wordsOf(typed);
  return words.some((_, place) => isAmbiguous(words.slice(0, place + 1).join(" ")));
}

/** The language by which figures are read; a mirror writes them as English does. */
export function figuresIn(language: string | undefined): Language {
  return LANGUAGES.find((known) => known === language) ?? "en";
}

/** The figure first, then what stands beside it. */
function wordsOf(typed: string): string[] {
  return tidy(typed).replace(CURRENCY_IN_FRONT, "$1$3 $2").replace(/(?<=\d)(?=[\p{L}%€£$¥₿])/gu, " ").split(" ");
}

/** What `inWords` says, for readers of any language. */
export function amount(value: number, unit = ""): Message {
  if (unit === "") return say("amounts.bare", { value });
  if (/^[$£€¥₿]$/.test(unit)) return say("amounts.money", { value, unit });
  return say(unit.startsWith("%") ? "amounts.share" : "amounts.counted", { value, unit });
}

/** "6,500 hospitals", "$30", "30%" */
export function inWords(value: number, unit = ""): string {
  if (/^[$£€¥₿]$/.test(unit)) return `${unit}${formatNumber(value)}`;
  return `${formatNumber(value)}${unit && !unit.startsWith("%") ? " " : ""}${unit}`;
}

function isUnit(tail: string, unit: string | undefined): boolean {
  const isKind = (kind: string) => new RegExp(`^(?:us ?)?(?:${kind})$`, "i").test(tail) && (!unit || new RegExp(`(?<!\\p{L})(?:${kind})(?!\\p{L})`, "iu").test(unit));
  if (tail === "" || [PERCENT, ...CURRENCIES].some(isKind)) return true;
  return fold(tail) !== "" && ` ${singular(unit ?? "")} `.includes(` ${singular(tail)} `);
}

function singular(text: string): string {
  return fold(text).replace(/(?<=\w\w)s\b/g, "");
}

/** "30m" of minutes are hardly 30 million: a letter that the unit begins with too is not taken for a scale. */
function isInitialOf(unit: string | undefined, figure: string): boolean {
  const letter = /\d ?([kmb])$/.exec(figure)?.[1];
  return letter !== undefined && fold(unit ?? "").split(" ").some((word) => word.startsWith(letter) && scaleOf(word) === undefined);
}

/** A number that was typed in full, where the unit has a scale of its own. */
function inUnits(given: number, tail: readonly string[], unit: string | undefined): number {
  const scale = scaleOf(fold(unit ?? "").split(" ")[0]!) ?? 1;
  const hasScale = tail.some((word) => scaleOf(word) === scale);
  return !hasScale && Math.abs(given) >= scale ? given / scale : given;
}
