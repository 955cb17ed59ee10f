import { LOCALES, nameOf, type Language } from "./languages.ts";

/** How one reader's language and clock write what is no text. Times are UTC ISO strings. */
export interface Formats {
  number: (value: number) => string;
  /** Of whole per cent: 80 is "80%". */
  percent: (value: number) => string;
  /** Of per cent with one decimal: 75.6 is "75.6%". */
  finePercent: (value: number) => string;
  list: (texts: readonly string[]) => string;
  /** A year, a month or a day as EDTF writes it; a moment is the day that it was on the reader's clock, unless the clock of another `zone` is meant. */
  day: (text: string, zone?: string) => string;
  /** The time of a moment on the reader's clock, with the name of the clock. */
  clock: (iso: string) => string;
  /** The same without its year: "27 June", "May". */
  dayInYear: (text: string) => string;
  /** Whole seconds: "1 hour 30 minutes", "12 minutes 30 seconds". */
  duration: (seconds: number) => string;
  /** A whole hour of the day: "7:00". */
  hour: (hour: number) => string;
  /** The name of a day of the week, 1 for Monday to 7. */
  weekday: (day: number) => string;
  /** "today", "tomorrow", "in 3 days", "3 days ago" */
  daysAhead: (days: number) => string;
  /** "German", for "de" */
  language: (tag: string) => string;
  /** For the middle of a sentence: the first letter is small. */
  inside: (text: string) => string;
}

const DAY = { year: "numeric", month: "long", day: "numeric" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;

const made = new Map<string, Formats>();

/** The formats of a language on the clock of a time zone such as "Europe/Berlin"; each is made once, for making one is slow. */
export function formatsOf(language: Language, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  const formats = made.get(key) ?? makeFormats(LOCALES[language], timeZone);
  made.set(key, formats);
  return formats;
}

function makeFormats(locale: string, timeZone: string): Formats {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
  const shares = new Intl.NumberFormat(locale, { style: "percent" });
  const fineShares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const lists = new Intl.ListFormat(locale);
  const ahead = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const clock = new Intl.DateTimeFormat(locale, { ...CLOCK, timeZone });
  return {
    number: (value) => numbers.format(value),
    percent: (value) => shares.format(value / 100),
    finePercent: (value) => fineShares.format(value / 100),
    list: (texts) => lists.format(texts),
    day: (text, zone = timeZone) => dayIn(locale, text, zone),
    dayInYear: (text) => dateIn(locale, text.length > 7 ? { month: "long", day: "numeric" } : { month: "long" }, "UTC").format(new Date(text)),
    duration: (seconds) => durationIn(locale, seconds),
    hour: (hour) => dateIn(locale, { hour: "numeric", minute: "2-digit" }, "UTC").format(new Date(Date.UTC(2000, 0, 1, hour))),
    weekday: (day) => dateIn(locale, { weekday: "long" }, "UTC").format(new Date(Date.UTC(2024, 0, day))),
    clock: (iso) => clock.format(new Date(iso)),
    daysAhead: (days) => ahead.format(days, "day"),
    language: (tag) => nameOf(tag, locale),
    inside: (text) => text.charAt(0).toLocaleLowerCase(locale) + text.slice(1),
  };
}

const UNITS = [["hour", 3600], ["minute", 60], ["second", 1]] as const;

function durationIn(locale: string, seconds: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.floor(seconds));
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || (unit === "second" && parts.length === 0)) parts.push(count.toLocaleString(locale, { style: "unit", unit, unitDisplay: "long" }));
  }
  return parts.join(" ");
}

const dates = new Map<string, Intl.DateTimeFormat>();

function dayIn(locale: string, text: string, zone: string): string {
  const isMoment = text.length > 10;
  const { year, month, day } = DAY;
  const parts = isMoment || text.length === 10 ? DAY : text.length === 4 ? { year } : { year, month, ...(text.length > 7 && { day }) };
  return dateIn(locale, parts, isMoment ? zone : "UTC").format(new Date(text));
}

function dateIn(locale: string, parts: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  const key = [locale, timeZone, ...Object.keys(parts)].join();
  const format = dates.get(key) ?? new Intl.DateTimeFormat(locale, { ...parts, timeZone });
  dates.set(key, format);
  return format;
}
