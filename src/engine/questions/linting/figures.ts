import { parseEdtf } from "../../../lib/edtf.ts";
import { DAY } from "../../../lib/clock.ts";
import { singular } from "./words.ts";

/** A figure, sum, date or span of them, made comparable: `family` tells what can be compared; a bare year is a date too. Open ends are infinite. */
export interface Figure { family: string; from: number; to: number; year?: Figure }

const NUMBERS = new Map("zero one two three four five six seven eight nine ten eleven twelve".split(" ").map((word, value) => [word, value]));
const SCALES: Record<string, number> = { thousand: 1e3, k: 1e3, million: 1e6, m: 1e6, mn: 1e6, billion: 1e9, bn: 1e9, b: 1e9, trillion: 1e12, tn: 1e12 };
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const UNITS: Record<string, [string, number]> = {
  second: ["time", 1], minute: ["time", 60], hour: ["time", 3600], day: ["time", 86_400], week: ["time", 604_800], month: ["time", 2_629_746], year: ["time", 31_556_952],
  byte: ["bytes", 1], kb: ["bytes", 1e3], mb: ["bytes", 1e6], gb: ["bytes", 1e9], tb: ["bytes", 1e12], kilobyte: ["bytes", 1e3], megabyte: ["bytes", 1e6], gigabyte: ["bytes", 1e9], terabyte: ["bytes", 1e12],
  "%": ["%", 1], percent: ["%", 1], "per cent": ["%", 1], dollar: ["$", 1], "us dollar": ["$", 1], euro: ["€", 1], pound: ["£", 1], cent: ["$", 0.01],
};

const BOUND = /^(more than|over|above|at least|no less than|no fewer than|not less than|less than|fewer than|under|below|up to|at most|no more than|about|around|nearly|almost|roughly|approximately|exactly|in|on|since|before|after)\s+(.+)$/;
const AMOUNT = /^(?:us|a|c|nz)?([$£€¥])?\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z]+)(?:\s?(thousand|million|billion|trillion|k|m|mn|bn|b|tn)\b)?\s?(%|[a-z][a-z -]{0,40})?$/;
const RANGE = /^(?:between\s+|from\s+)?(.{1,30}?)\s*(?:–|—|-| to | and )\s*(.{1,40})$/;

/** Reads "$3 million", "more than 5 days", "October 2019", "2 to 4"; undefined for what is no figure. */
export function figureOf(text: string): Figure | undefined {
  const plain = text.toLowerCase().trim().replace(/\.$/, "").replace(/\s+/g, " ");
  if (plain.length > 60 || !/\d|^(?:[a-z]+ ){0,3}(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/.test(plain)) return undefined;
  return point(plain) ?? bounded(plain) ?? range(plain);
}

function bounded(text: string): Figure | undefined {
  const [, word, rest] = BOUND.exec(text) ?? [];
  const figure = rest === undefined ? undefined : point(rest);
  if (!figure || !word) return undefined;
  const { family, from, to } = figure;
  if (/^(?:more than|over|above|after)$/.test(word)) return { family, from: past(to, 1), to: Infinity };
  if (/^(?:less than|fewer than|under|below|before)$/.test(word)) return { family, from: -Infinity, to: past(from, -1) };
  if (/^(?:at least|no less than|no fewer than|not less than|since)$/.test(word)) return { family, from, to: Infinity };
  return /^(?:up to|at most|no more than)$/.test(word) ? { family, from: -Infinity, to } : figure;
}

/** The next figure that matters, so that "more than 5" does not hold 5. */
function past(figure: number, direction: 1 | -1): number {
  return figure + direction * Math.max(1, Math.abs(figure)) * 1e-9;
}

function range(text: string): Figure | undefined {
  const [, start, end] = RANGE.exec(text) ?? [];
  const last = end === undefined ? undefined : point(end);
  const first = start === undefined ? undefined : (last && /^[$£€]?[\d,.]+$/.test(start) ? sameAs(start, end!) : point(start));
  return first && last && first.family === last.family && first.from <= last.to ? { family: first.family, from: first.from, to: last.to } : undefined;
}

/** "3 to 5 days": the first figure has the unit of the second. */
function sameAs(start: string, end: string): Figure | undefined {
  return point(start + end.replace(/^[$£€]?[\d,.]+/, "").replace(/^(?=[a-z])/, " ")) ?? point(start);
}

function point(text: string): Figure | undefined {
  return dated(text) ?? amount(text);
}

function amount(text: string): Figure | undefined {
  const [, sign, digits, scale, unit = ""] = AMOUNT.exec(text) ?? [];
  if (digits === undefined || /^(?:of|and|or|to|in|on|by|for|from|with|at)\b/.test(unit)) return undefined;
  const value = NUMBERS.get(digits) ?? Number(digits.replaceAll(",", ""));
  if (Number.isNaN(value)) return undefined;
  const [family, size] = sign ? [sign, 1] : UNITS[singular(unit.trim())] ?? UNITS[unit.trim()] ?? [singular(unit.trim()), 1];
  const figure = value * size * (scale ? SCALES[scale]! : 1);
  const year = !sign && !scale && unit === "" && /^(?:19|20)\d\d$/.test(digits) ? { year: spanned(digits)! } : {};
  return { family, from: figure, to: figure, ...year };
}

function dated(text: string): Figure | undefined {
  if (/^\d{4}-\d\d(?:-\d\d)?$/.test(text)) return spanned(text);
  const [, day, month, year] = /^(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.? (\d{4})$/.exec(text) ?? [];
  if (year) return spanned(iso(year, month!, day));
  const [, name, date, its] = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text) ?? [];
  return its ? spanned(iso(its, name!, date)) : undefined;
}

function iso(year: string, month: string, day: string | undefined): string {
  return [year, String(MONTHS.indexOf(month.slice(0, 3)) + 1).padStart(2, "0"), ...(day ? [day.padStart(2, "0")] : [])].join("-");
}

function spanned(edtf: string): Figure | undefined {
  const span = parseEdtf(edtf);
  return span && { family: "date", from: Date.parse(span.from) / DAY, to: Date.parse(span.to) / DAY };
}

/** The figures of one family that the texts give; undefined unless all of them do. Bare years count as dates beside dates. */
export function alike(figures: readonly (Figure | undefined)[]): readonly Figure[] | undefined {
  if (figures.length === 0 || figures.some((figure) => figure === undefined)) return undefined;
  const all = figures as readonly Figure[];
  const dates = all.some(({ family }) => family === "date") ? all.map((figure) => figure.year ?? figure) : all;
  return dates.every(({ family }) => family === dates[0]!.family) ? dates : undefined;
}
