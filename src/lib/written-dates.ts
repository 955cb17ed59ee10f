import { parseEdtf } from "./edtf.ts";

const MONTHS = [
  ["january", "januar", "jänner"], ["february", "februar"], ["march", "märz", "maerz", "mrz"], ["april"], ["may", "mai"], ["june", "juni"], ["july", "juli"], ["august"], ["september", "sept"], ["october", "oktober"], ["november"], ["december", "dezember"],
];

/**
 * Reads a date as people write it in English or German and gives it as EDTF: "2019-12-16", "16.12.2019", "16 December 2019", "Dec. 16, 2019", "Dezember 2019", "2015-12/2018-11".
 * Undefined for what is none, and for what can be read in two ways: of "03/04/2021" nobody knows whether it is in March or in April.
 */
export function readDate(typed: string): string | undefined {
  const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
  if (parseEdtf(text)) return text;
  return [numbered(text), named(text)].find((date) => date !== undefined && parseEdtf(date) !== undefined);
}

/** The day stands first where points part the numbers; between slashes or dashes only where no month could stand there. */
function numbered(text: string): string | undefined {
  const yearFirst = /^(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?$/.exec(text);
  if (yearFirst) return joined(yearFirst[1]!, Number(yearFirst[2]), Number(yearFirst[3] ?? 0));
  const month = /^(\d{1,2})[./](\d{4})$/.exec(text);
  if (month) return joined(month[2]!, Number(month[1]), 0);
  const [, one, sign, two, year] = /^(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4})$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [first, second] = [Number(one), Number(two)];
  if (sign === "." || first > 12 || first === second) return joined(year, second, first);
  return second > 12 ? joined(year, first, second) : undefined;
}

function named(text: string): string | undefined {
  const words = text.replace(/(?<=\d)(?:st|nd|rd|th)\b/g, "").split(/[\s.,]+/).filter((word) => word !== "" && word !== "of");
  const month = words.map(monthCalled).find((found) => found > 0);
  const [numbers, year] = [words.filter((word) => /^\d{1,2}$/.test(word)), words.find((word) => /^\d{4}$/.test(word))];
  return month && year && numbers.length < 2 && words.length === numbers.length + 2 ? joined(year, month, Number(numbers[0] ?? 0)) : undefined;
}

function monthCalled(word: string): number {
  return word.length < 3 ? 0 : 1 + MONTHS.findIndex((names) => names.some((name) => name === word || (word.length === 3 && name.startsWith(word))));
}

function joined(year: string, month: number, day: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}-${two(month)}${day > 0 ? `-${two(day)}` : ""}`;
}
