import type { Value } from "../knowledge/fact.ts";
import { withoutOverlaps, type Mention } from "./mention.ts";

const FIGURE = "(?<figure>\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,4})?|\\d{1,12}(?:\\.\\d{1,4})?)";
const SIZE = "(?: ?-?(?<size>thousand|million|billion|trillion|mn|bn|m|k|b)(?![\\p{L}\\p{N}]))?";
const SIZES: Record<string, number> = { thousand: 1e3, k: 1e3, million: 1e6, mn: 1e6, m: 1e6, billion: 1e9, bn: 1e9, b: 1e9, trillion: 1e12 };
const CURRENCIES: Record<string, "USD" | "GBP" | "EUR" | "BTC"> = {
  $: "USD", us$: "USD", "£": "GBP", "€": "EUR", usd: "USD", gbp: "GBP", eur: "EUR", dollars: "USD", dollar: "USD", "us dollars": "USD", pounds: "GBP", pound: "GBP",
  euros: "EUR", euro: "EUR", bitcoin: "BTC", bitcoins: "BTC", btc: "BTC",
};
type Comparator = "more than" | "at least" | "about" | "nearly" | "up to" | "less than";
const COMPARATORS: Record<string, Comparator> = {
  "more than": "more than", over: "more than", "in excess of": "more than", "at least": "at least", about: "about", around: "about", approximately: "about", roughly: "about",
  some: "about", "an estimated": "about", nearly: "nearly", almost: "nearly", "close to": "nearly", "up to": "up to", "as much as": "up to", "as many as": "up to",
  "less than": "less than", "fewer than": "less than", under: "less than",
};
const COMPARATOR = `(?:(?<comparator>${Object.keys(COMPARATORS).join("|")}) )?`;
const MONEY = [
  new RegExp(`${COMPARATOR}(?<![\\p{L}\\p{N}])(?<currency>US\\$|[$£€]|USD ?|GBP ?|EUR ?) ?${FIGURE}${SIZE}`, "giu"),
  new RegExp(`${COMPARATOR}(?<![\\p{L}\\p{N}.,])${FIGURE}${SIZE} ?(?<currency>US dollars|dollars?|pounds?|euros?|bitcoins?|BTC|USD|EUR|GBP)(?![\\p{L}\\p{N}])`, "giu"),
];
const SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const WORDS: [RegExp, number][] = [
  [/hundreds of thousands/i, 200_000], [/tens of thousands/i, 20_000], [/hundreds of millions/i, 200_000_000], [/tens of millions/i, 20_000_000],
  [/million/i, 2_000_000], [/thousand/i, 2_000], [/hundred/i, 200], [/dozen/i, 24],
];
const IN_FIGURES = `${FIGURE}${SIZE}(?![\\p{L}\\p{N}%/-]|[.:,]\\d| ?(?:per cent|percent|%))`;
const IN_WORDS = `(?:tens of |hundreds of |several |a )?(?:hundreds?|thousands?|millions?|dozens?)(?= of\\b)|\\b(?:${SMALL.slice(2).join("|")})(?= [\\p{L}])`;
const COUNT = new RegExp(`${COMPARATOR}(?<![\\p{L}\\p{N}.,/-])(?:${IN_FIGURES}|(?<words>${IN_WORDS}))`, "giu");

/** Sums of money and counts in a sentence. "hundreds of" is at least 200; it gives no exact figure. Years are left to dates. */
export function findFigures(text: string): Mention[] {
  const money = MONEY.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => mentionOf(match, "money")));
  const counts = [...text.matchAll(COUNT)].filter(({ groups }) => !isYear(groups?.figure, groups?.size)).map((match) => mentionOf(match, "number"));
  return withoutOverlaps([...money, ...counts]).filter(({ value }) => value !== undefined);
}

function isYear(figure: string | undefined, size: string | undefined): boolean {
  return size === undefined && /^(?:19|20)\d\d$/.test(figure ?? "");
}

function mentionOf(match: RegExpExecArray, type: "money" | "number"): Mention {
  const { comparator, figure, size, currency, words } = match.groups ?? {};
  const small = SMALL.indexOf(words?.toLowerCase() ?? "");
  const amount = small > 0 ? small : words ? WORDS.find(([form]) => form.test(words))![1] : Number(figure?.replaceAll(",", "")) * (SIZES[size?.toLowerCase() ?? ""] ?? 1);
  const compared = words && small < 0 ? "at least" as const : COMPARATORS[comparator?.toLowerCase() ?? ""];
  return { start: match.index, end: match.index + match[0].length, text: match[0], type, ...valueOf(amount, compared, currency) };
}

function valueOf(amount: number, comparator: Comparator | undefined, currency: string | undefined): { value?: Value } {
  if (!(amount > 0) || !Number.isFinite(amount)) return {};
  const compared = comparator === undefined ? {} : { comparator };
  return { value: currency ? { money: amount, currency: CURRENCIES[currency.trim().toLowerCase()]!, ...compared } : { number: amount, unit: "things", ...compared } };
}
