/** The part of EDTF (ISO 8601-2) that incidents need: a year, month or day, or an interval of two of them. */
export type Precision = "year" | "month" | "day" | "interval";

/** `from` and `to` are the first and the last day covered, as YYYY-MM-DD. */
export interface Span { from: string; to: string; precision: Precision }

const DATE = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** Reads "2019", "2019-10", "2019-10-21" or "2015-12/2018-11"; undefined for anything else. */
export function parseEdtf(text: string): Span | undefined {
  const [start, end, ...rest] = text.split("/").map(parseDate);
  if (!start || rest.length > 0) return undefined;
  if (!text.includes("/")) return start;
  return end && start.from <= end.to ? { from: start.from, to: end.to, precision: "interval" } : undefined;
}

function parseDate(text: string): Span | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (!year) return undefined;
  if (!month) return { from: `${year}-01-01`, to: `${year}-12-31`, precision: "year" };
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (!day) return { from: `${year}-${month}-01`, to: `${year}-${month}-${last}`, precision: "month" };
  return Number(day) <= last ? { from: text, to: text, precision: "day" } : undefined;
}

/** Whether two spans have no day in common. */
export function areDisjoint(a: Span, b: Span): boolean {
  return a.to < b.from || b.to < a.from;
}

/** "21 October 2019", "October 2019", "2019", "December 2015 to November 2018" */
export function formatEdtf(text: string): string {
  return text.split("/").map(formatDate).join(" to ");
}

/** "on 21 October 2019", "in October 2019", "between December 2015 and November 2018" */
export function whenEdtf(text: string): string {
  const [start = "", end] = text.split("/");
  if (end) return `between ${formatDate(start)} and ${formatDate(end)}`;
  return `${start.length === 10 ? "on" : "in"} ${formatDate(start)}`;
}

function formatDate(text: string): string {
  const [year, month, day] = text.split("-");
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}
