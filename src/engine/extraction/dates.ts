import type * as Chrono from "chrono-node/en";
import type { ParsedResult } from "chrono-node/en";
import { onDemand } from "../../lib/on-demand.ts";
import { bareDates } from "./bare-dates.ts";
import { withoutOverlaps, type Mention } from "./mention.ts";

const chrono = onDemand<typeof Chrono>("chrono-node/en");

/** Words that chrono takes for dates and that date nothing, and clock times alone. */
const NO_DATE = new RegExp(`^(?:${[
  "now|today|tonight|this|at the (?:time|moment)|the (?:day|week|month|year)|second|seconds|may|march|sun|sat|mar|(?:the )?(?:past|last|next)|\\d{1,4}",
  ".{0,12}(?:hours?|minutes?|seconds?) ?.{0,12}",
  "(?:in|within|for|over|after) .{1,14} (?:days?|weeks?|months?|years?)|.{1,10} (?:days?|weeks?|months?|years?)",
].join("|")})$`, "i");
const AGO = /\bago$|^(?:last|this|the (?:last|past)) /i;
const NUMERIC = /^(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})$/;
const RELATIVE = /\b(?:last|next|this|ago|yesterday|tomorrow|earlier|later|previous|past|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;
/** Counted from a day that the text speaks of, which need not be that of its publication: "two weeks later". */
const FROM_ANOTHER_DAY = /\b(?:later|earlier|after(?:wards)?|before|following|next|previous|prior)\b/i;
const FROM_TODAY = /^(?:earlier|later|previously) (?:this|today)\b/i;
const HINT = /\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|yesterday|ago|last|previous|earlier)/i;
const MONTH_ALONE = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]*\b/i;
const DAY = 86_400_000;
type Found = Pick<ParsedResult, "text" | "index" | "start">;

/**
 * Dates in a sentence, resolved against the day of publication (YYYY-MM-DD), in UTC. chrono-node finds them; what it is known to
 * get wrong is mended here: dates that lie in the future are taken for past ones, "last November" and 03/04/2019 are marked as ambiguous,
 * what counts from another day than that of publication stays open, and without a day of publication nothing relative is resolved.
 * `told`: the year that the text named last; a month without a year that would be of another one is ambiguous.
 */
export function findDates(text: string, published: string | undefined, told?: string): Mention[] {
  if (!HINT.test(text)) return [];
  const instant = new Date(`${published ?? "2000-01-01"}T12:00:00Z`);
  const found = chrono().casual.parse(text, { instant, timezone: 0 }).filter((result) => isDate(text, result)).map((result) => dateOf(withLead(text, result), instant, published !== undefined));
  return doubtingYears(withoutOverlaps([...bareDates(text, published), ...found]), told);
}

/** The year of the last date that names one. */
export function lastYearIn(dates: readonly Mention[]): string | undefined {
  const last = dates.findLast(({ when }) => when?.date && !when.relative)?.when?.date;
  return last && /\d{4}(?!.*\d{4})/.exec(last)?.[0];
}

/** "It was hit in May 2023. It said in October ...": whether that is of 2023 or of the year before publication only a reader can say. */
function doubtingYears(dates: readonly Mention[], told: string | undefined): Mention[] {
  return dates.map((mention, index) => {
    const year = lastYearIn(dates.slice(0, index)) ?? told;
    const isOfAnother = mention.when?.relative && mention.when.date && year && MONTH_ALONE.test(mention.text) && !mention.when.date.startsWith(year);
    return isOfAnother ? { ...mention, when: { ...mention.when!, ambiguous: true } } : mention;
  });
}

function isDate(text: string, { text: words, index, start }: ParsedResult): boolean {
  if (NO_DATE.test(words) && !AGO.test(words)) return false;
  if (!start.isCertain("day") && !start.isCertain("month") && !start.isCertain("weekday") && !start.isCertain("year") && !RELATIVE.test(words)) return false;
  return !/[\p{L}\p{N}$£€.-]$/u.test(text.slice(0, index)) || /[\s(]$/.test(text.slice(0, index));
}

/** "Last" in "Last November" belongs to the date. */
function withLead(text: string, result: ParsedResult): Found {
  const [lead] = /(?:\b(?:last|this past|early|late|mid|mid-))[ -]?$/i.exec(text.slice(0, result.index)) ?? [""];
  return { text: lead + result.text, index: result.index - lead.length, start: result.start };
}

function dateOf({ text, index, start }: Found, instant: Date, isDated: boolean): Mention {
  const precision = precisionOf({ start, text });
  const relative = !start.isCertain("year") || !namesYear(text);
  const day = new Date(Date.UTC(start.get("year")!, start.get("month")! - 1, start.get("day")!));
  const past = start.isCertain("month") || !start.isCertain("weekday") ? backAYear(day, start.isCertain("month") && !start.isCertain("year"), instant) : backAWeek(day, instant);
  const isOpen = relative && (!isDated || past > instant || (FROM_ANOTHER_DAY.test(text) && !FROM_TODAY.test(text)));
  const date = !isOpen ? past.toISOString().slice(0, { year: 4, month: 7, day: 10 }[precision]) : undefined;
  return { start: index, end: index + text.length, text, type: "date", when: { text, ...(date ? { date, precision } : {}), relative, ambiguous: isAmbiguous(text) } };
}

/** chrono is certain of the year of "last week" too: it counts back from the day that it is given. */
function namesYear(text: string): boolean {
  return NUMERIC.test(text.trim()) || (/(?<!\d)(?:19|20)\d\d(?!\d)/.test(text) && !/\b(?:ago|earlier|later)$/i.test(text));
}

function precisionOf({ start, text }: Omit<Found, "index">): "year" | "month" | "day" {
  if (start.isCertain("day") || start.isCertain("weekday") || /\b(?:yesterday|day)\b/i.test(text)) return "day";
  if (/\byears?\b/i.test(text)) return "year";
  if (start.isCertain("month") || /\bmonths?\b/i.test(text)) return "month";
  return /\bweeks?\b/i.test(text) ? "month" : "year";
}

function backAYear(day: Date, applies: boolean, instant: Date): Date {
  return applies && day > instant ? new Date(Date.UTC(day.getUTCFullYear() - 1, day.getUTCMonth(), day.getUTCDate())) : day;
}

function backAWeek(day: Date, instant: Date): Date {
  return day > instant ? new Date(day.getTime() - 7 * DAY) : day;
}

/** "last November" may be of this year or the last; 03/04/2019 is a day in March or in April. */
function isAmbiguous(text: string): boolean {
  const [, first, second] = NUMERIC.exec(text.trim()) ?? [];
  return first !== undefined ? Number(first) <= 12 && Number(second) <= 12 && first !== second : /\blast (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(text);
}
