import { lookupIn } from "./catalogues.ts";
import { formatsOf, type Formats } from "./formats.ts";
import { directionOf, LANGUAGES, SOURCE_LANGUAGE, type Direction, type Language } from "./languages.ts";
import { isMessage, type Message, type Value, type Values } from "./messages.ts";
import { isTimeZone } from "./zones.ts";

/** Puts a message, or a key of the catalogues, into words. Numbers are written as the language does; `count` decides the plural. What no catalogue has stays as it is. */
export type Translate = (key: string | Message, values?: Values) => string;

/** Whoever reads: their language and their clock, and how both write. `inWords` leaves a text as it stands, such as a name that happens to be a key. */
export interface Reader { language: Language; direction: Direction; timeZone: string; t: Translate; inWords: (words: Value) => string; formats: Formats }

const NONE: Readonly<Record<string, string>> = {};
const readers = new Map<string, Reader>();

/** Throws a RangeError for a time zone that does not exist. */
export function readerOf(language: Language, timeZone: string): Reader {
  const key = `${language} ${timeZone}`;
  const reader = readers.get(key) ?? makeReader(language, timeZone);
  readers.set(key, reader);
  return reader;
}

/** Somebody who is not here now: what they chose, else what the installation has. */
export function readerFor({ language, time_zone }: { language: string | null; time_zone: string | null }, fallback: Pick<Reader, "language" | "timeZone">): Reader {
  const chosen = LANGUAGES.find((known) => known === language) ?? fallback.language;
  return readerOf(chosen, time_zone !== null && isTimeZone(time_zone) ? time_zone : fallback.timeZone);
}

/** English for logs and the command line. */
export function inEnglish(words: string | Message, values?: Values): string {
  return readerOf(SOURCE_LANGUAGE, "UTC").t(words, values);
}

function makeReader(language: Language, timeZone: string): Reader {
  const [lookup, formats, direction] = [lookupIn(language), formatsOf(language, timeZone), directionOf(language)];
  const t: Translate = (words, values = NONE) => {
    if (isMessage(words)) return t(words.key, { ...words.values, ...values });
    if (values === NONE) return lookup(words, NONE);
    const count = values["count"];
    const filled = Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? isolated(value, direction) : inWords(value)]);
    return lookup(words, Object.fromEntries(filled) as Record<string, string>, typeof count === "number" ? count : undefined);
  };
  const inWords = (value: Value): string => {
    if (typeof value === "string") return value;
    if (typeof value === "number") return formats.number(value);
    if (isMessage(value)) return t(value);
    if (Array.isArray(value)) return formats.list(value.map(inWords));
    return measured(value as Measure, formats, t);
  };
  return { language, direction, timeZone, t, inWords, formats };
}

type Measure = Exclude<Value, string | number | Message | readonly unknown[]>;

function measured(value: Measure, formats: Formats, t: Translate): string {
  if ("days" in value) return formats.daysAhead(value.days);
  if ("seconds" in value) return formats.duration(value.seconds);
  if ("percent" in value) return formats.percent(value.percent);
  if ("on" in value) return formats.day(value.on);
  return "at" in value ? formats.clock(value.at) : t("dates.moment", { day: formats.day(value.moment), clock: formats.clock(value.moment) });
}

const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** What is filled in keeps its own direction, and the sentence around it keeps its order: Unicode's isolates do in text what `bdi` does in HTML. */
function isolated(text: string, direction: Direction): string {
  return direction === "rtl" || FROM_THE_RIGHT.test(text) ? `\u2068${text}\u2069` : text;
}
