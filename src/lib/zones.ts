import { HOUR } from "./clock.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether this is the name of a time zone, such as Europe/Berlin; also an old one, such as Europe/Kiev. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** The names of the IANA database that can be chosen, "UTC" first. */
export function listTimeZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
}

/** That of the machine. */
export function systemTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The day there, as 2026-01-05. */
export function dayIn(zone: string, at: Date): string {
  const { year, month, day } = partsIn(zone, at);
  return `${year}-${month}-${day}`;
}

/** The full hour there, 0 to 23. */
export function hourIn(zone: string, at: Date): number {
  return Number(partsIn(zone, at)["hour"]);
}

/** The moment at which that day ends there: the first one of the next. Days of 23 and 25 hours, and midnights that do not exist, are what they are. */
export function endOfDayIn(zone: string, day: string): string {
  return startOfDay(zone, daysLater(day, 1)).toISOString();
}

/** The day that many days later; both as 2026-01-05. */
export function daysLater(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The moment at which a day begins there. Where clocks were put forward over midnight, it is the first that there was. */
export function startOfDay(zone: string, day: string): Date {
  const middle = Date.parse(`${day}T00:00:00Z`);
  let [before, from] = [middle - 15 * HOUR, middle + 15 * HOUR];
  while (from - before > 1) {
    const between = Math.floor((before + from) / 2);
    if (dayIn(zone, new Date(between)) >= day) from = between; else before = between;
  }
  return new Date(from);
}

function partsIn(zone: string, at: Date): Record<string, string> {
  return Object.fromEntries(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, value]));
}

/** Making one costs a hundred times what using it does. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const made = formats.get(zone) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", hourCycle: "h23" });
  formats.set(zone, made);
  return made;
}
