import { LOCALES, type Language } from "./languages.ts";

const ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
/** The largest first: a number in words is taken apart at the largest of its scales. */
const SCALES = [["trillion", 1e12], ["billion", 1e9], ["million", 1e6], ["thousand", 1e3], ["hundred", 100]] as const;
const ABBREVIATIONS = new Map([["k", "thousand"], ["m", "million"], ["mn", "million"], ["mln", "million"], ["b", "billion"], ["bn", "billion"], ["tn", "trillion"],
  ["tausend", "thousand"], ["millionen", "million"], ["mio", "million"], ["milliarde", "billion"], ["milliarden", "billion"], ["mrd", "billion"]]);

const GROUPED = /^[1-9]\d{0,2}(?<mark>[ .,'’])\d{3}(?:\k<mark>\d{3})*(?:(?!\k<mark>)[.,](?<decimals>\d+))?$/;
const GROUPED_AS_IN_INDIA = /^[1-9]\d?(?:,\d\d)+,\d{3}(?:\.(?<decimals>\d+))?$/;
const ONE_MARK_BEFORE_THREE = /^[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * Reads a number as people type it: "1000", "1,000", "1 000", "1'000", "12,34,567", "2.5", "2,5", "-3", "twelve", "one hundred and fifty", "30 million", "30m".
 * One mark before just three digits can mean two things; `language` says which, as its readers write it. In English a comma groups thousands there, unless a fraction
 * below 1000 is `likely` ("3,125" where 3.125 is), and a point is a decimal point, unless a whole number from 1000 is `likely` ("1.000" where 1200 is). In German it is the
 * other way round. Whether something can be read depends on neither. Undefined for whatever is no number.
 */
export function readNumber(typed: string, likely?: number, language: Language = "en"): number | undefined {
  const [, minus, text] = /^(-|−|–|minus )? ?(.*)$/su.exec(tidy(typed))!;
  const size = readSize(inFull(text!), { likely: likely === undefined ? undefined : Math.abs(likely), point: marksOf(language).decimal === "." });
  return minus && size !== undefined ? -size : size;
}

/** 6500 -> "6,500", in German "6.500"; `readNumber` reads it back. */
export function formatNumber(value: number, language: Language = "en"): string {
  return (value + 0).toLocaleString(LOCALES[language], { maximumFractionDigits: 20 });
}

/** Whether readers of some language would take it for another number than those of another do. */
export function isAmbiguous(typed: string): boolean {
  return readNumber(typed, undefined, "en") !== readNumber(typed, undefined, "de");
}

const marks = new Map<Language, { decimal: string }>();

function marksOf(language: Language): { decimal: string } {
  const known = marks.get(language) ?? { decimal: new Intl.NumberFormat(LOCALES[language]).formatToParts(1.5).find(({ type }) => type === "decimal")!.value };
  marks.set(language, known);
  return known;
}

/** 2 -> "two"; undefined above twelve, where figures are easier to read, and for what is no count. */
export function spellNumber(value: number): string | undefined {
  return value <= 12 ? ONES[value] : undefined;
}

/** The number that a word such as "million" multiplies by. */
export function scaleOf(word: string): number | undefined {
  return SCALES.find(([name]) => word === name || word === `${name}s`)?.[1];
}

/** One case, one kind of space, nothing invisible, no full stop at the end. */
export function tidy(typed: string): string {
  return typed.replace(/\p{Cf}/gu, "").replace(/\s+/g, " ").trim().toLowerCase().replace(/(?<=[\p{L}\p{N}%])[.!]$/u, "");
}

/** "30m" -> "30 million", "twenty-five" -> "twenty five" */
function inFull(text: string): string {
  return text.replace(/(?<=\p{L})-(?=\p{L})/gu, " ").replace(/(?<=\d) ?([a-z]+)$/, (_, word: string) => ` ${ABBREVIATIONS.get(word) ?? word}`).replace(/\b(\w+(?:red|and|ion))s\b/g, "$1");
}

/** What is known of a figure besides its text: what is likely, and whether a point is the decimal mark. */
interface Custom { likely: number | undefined; point: boolean }

function readSize(text: string, custom: Custom): number | undefined {
  const [word, size] = SCALES.find(([name]) => ` ${text} `.includes(` ${name} `)) ?? [];
  if (!word || !size) return readSmall(text) ?? readDigits(text, custom);
  const [before, after, ...more] = ` ${text} `.split(` ${word} `).map((part) => part.trim()) as [string, string, ...string[]];
  const count = before === "" || before === "a" ? 1 : readSize(before, { ...custom, likely: custom.likely && custom.likely / size });
  const rest = after === "" ? 0 : readSize(after.replace(/^and /, ""), { ...custom, likely: undefined });
  return count === undefined || rest === undefined || rest >= size || more.length > 0 ? undefined : count * size + rest;
}

function readSmall(text: string): number | undefined {
  const [tens = "", ones] = text.split(" ");
  if (ONES.includes(text)) return ONES.indexOf(text);
  const isWhole = TENS.includes(tens) && (ones === undefined ? text === tens : ONES.indexOf(ones) > 0 && ONES.indexOf(ones) < 10 && text === `${tens} ${ones}`);
  return isWhole ? 20 + 10 * TENS.indexOf(tens) + (ones ? ONES.indexOf(ones) : 0) : undefined;
}

function readDigits(text: string, custom: Custom): number | undefined {
  const isEither = ONE_MARK_BEFORE_THREE.test(text);
  const grouped = isEither && !isGrouping(text, custom) ? null : GROUPED.exec(text) ?? GROUPED_AS_IN_INDIA.exec(text);
  if (!grouped) return /^\d+$|^\d*[.,]\d+$/.test(text) ? Number(text.replace(",", ".")) : undefined;
  const decimals = grouped.groups?.["decimals"] ?? "";
  const digits = text.replace(/\D/g, "");
  return Number(`${digits.slice(0, digits.length - decimals.length)}.${decimals}`);
}

function isGrouping(text: string, { likely, point }: Custom): boolean {
  const isUsual = text.includes(point ? "," : ".");
  if (likely === undefined) return isUsual;
  return isUsual ? Number.isInteger(likely) || likely >= 1000 : Number.isInteger(likely) && likely >= 1000;
}
