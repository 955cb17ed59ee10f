import { withoutOverlaps, type Mention, type When } from "./mention.ts";

type Parts = Record<string, string | undefined>;
interface Form { pattern: RegExp; when: (parts: Parts, published: string | undefined) => Omit<When, "text" | "ambiguous"> | undefined }

const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const MONTH = `(?<month>${MONTHS.join("|")})`;
const YEAR = "(?<year>(?:19|20)\\d\\d)(?![\\d.,/:-]?\\d)";
/** Months in which the early, middle and late part of a year begin and end. */
const PARTS: Record<string, [string, string]> = { early: ["01", "04"], mid: ["05", "08"], late: ["09", "12"] };

/** What chrono does not see: years alone, parts of years and months, quarters, and years before the last. The first form that fits wins. */
const FORMS: Form[] = [
  { pattern: new RegExp(`\\b(?:in )?(?:the )?(?<quarter>first|second|third|fourth|last|Q[1-4]) quarter (?:of )?${YEAR}`, "gi"), when: quarter },
  { pattern: new RegExp(`\\b(?:in )?(?<quarter>Q[1-4]) (?:of )?${YEAR}`, "gi"), when: quarter },
  { pattern: new RegExp(`\\bbetween ${MONTH} (?:(?<year>(?:19|20)\\d\\d) )?and (?<month2>${MONTHS.join("|")}) (?<year2>(?:19|20)\\d\\d)`, "gi"), when: interval },
  { pattern: new RegExp(`\\b(?:in )?(?:early|late|mid)[- ]${MONTH} ${YEAR}`, "gi"), when: ({ month, year }) => ({ date: `${year}-${monthNumber(month)}`, precision: "month", relative: false }) },
  { pattern: new RegExp(`\\b(?:in )?(?<part>early|late|mid)[- ]${YEAR}`, "gi"), when: ({ part, year }) => ({ date: spell(year, PARTS[part!.toLowerCase()]!), precision: "interval", relative: false }) },
  { pattern: new RegExp(`\\b(?:in|since|during|from|by|until|throughout) ${YEAR}(?! (?:people|customers|computers))`, "gi"), when: ({ year }) => ({ date: year!, precision: "year", relative: false }) },
  { pattern: /\b(?:the year before|the previous year)\b/gi, when: () => ({ relative: true }) },
];

export function bareDates(text: string, published: string | undefined): Mention[] {
  return withoutOverlaps(FORMS.flatMap(({ pattern, when }) => [...text.matchAll(pattern)].flatMap((match) => {
    const found = when(match.groups ?? {}, published);
    return found ? [{ start: match.index, end: match.index + match[0].length, text: match[0], type: "date" as const, when: { ...found, text: match[0], ambiguous: false } }] : [];
  })));
}

function quarter({ quarter: which, year }: Parts): Omit<When, "text" | "ambiguous"> {
  const number = ["first", "second", "third", "fourth"].indexOf(which!.toLowerCase()) + 1 || Number(/\d/.exec(which!)?.[0] ?? 4);
  return { date: spell(year, [pad(number * 3 - 2), pad(number * 3)]), precision: "interval", relative: false };
}

function interval({ month, year, month2, year2 }: Parts): Omit<When, "text" | "ambiguous"> {
  return { date: `${year ?? year2}-${monthNumber(month)}/${year2}-${monthNumber(month2)}`, precision: "interval", relative: false };
}

function spell(year: string | undefined, [from, to]: [string, string]): string {
  return `${year}-${from}/${year}-${to}`;
}

function monthNumber(month: string | undefined): string {
  return pad(MONTHS.indexOf(month?.toLowerCase() ?? "") + 1);
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
