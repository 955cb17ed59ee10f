import { daysLater } from "./zones.ts";

/** Somebody in an event: a name and a mail address. */
export interface CalendarPerson { name: string; address: string }

/**
 * An event that fills a day. `day` is 2026-01-05; `uid` stays the same when the calendar is read again, and `sequence` goes up with each change that calendars have to hear of. `alarm` is what is said the day before.
 * An invitation also says who sends it and whom it is for.
 */
export interface DayEvent {
  uid: string; day: string; title: string; text: string; url: string; sequence: number; isCancelled?: boolean; changedAt?: string; alarm?: string; organiser?: CalendarPerson; attendee?: CalendarPerson;
}

/** What a calendar is for: one to look at, or one event that goes by mail or is taken back by it (RFC 5546, section 1.4). */
export type Method = "PUBLISH" | "REQUEST" | "CANCEL";

/** A calendar as RFC 5545 has it: CRLF, lines of at most 75 octets, text escaped, events that take no time. Its days are dates, which have no time zone. `at` is when it was made. */
export function writeCalendar(name: string, events: readonly DayEvent[], at: Date, method: Method = "PUBLISH"): string {
  const shown = method === "PUBLISH" ? [`X-WR-CALNAME:${escaped(name)}`, `NAME:${escaped(name)}`, "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"] : [];
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Debrief//Reminders//EN", "CALSCALE:GREGORIAN", `METHOD:${method}`, ...shown, ...events.flatMap((event) => linesOf(event, stampOf(at))), "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function linesOf(event: DayEvent, stamp: string): string[] {
  const { uid, day, title, text, url, sequence, isCancelled = false, changedAt } = event;
  const date = (on: string) => on.replaceAll("-", "");
  return ["BEGIN:VEVENT", `UID:${escaped(uid)}`, `DTSTAMP:${stamp}`, `SEQUENCE:${sequence}`, `STATUS:${isCancelled ? "CANCELLED" : "CONFIRMED"}`, ...(changedAt ? [`LAST-MODIFIED:${stampOf(new Date(changedAt))}`] : []),
    `DTSTART;VALUE=DATE:${date(day)}`, `DTEND;VALUE=DATE:${date(daysLater(day, 1))}`, `SUMMARY:${escaped(title)}`, `DESCRIPTION:${escaped(text)}`, `URL:${url.replace(/[\r\n]/g, "")}`,
    "TRANSP:TRANSPARENT", "CLASS:PRIVATE", ...peopleIn(event), ...alarmIn(event), "END:VEVENT"];
}

function peopleIn({ organiser, attendee }: DayEvent): string[] {
  return [
    ...(organiser ? [`ORGANIZER;CN=${parameter(organiser.name)}:mailto:${address(organiser)}`] : []),
    ...(attendee ? [`ATTENDEE;CN=${parameter(attendee.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${address(attendee)}`] : []),
  ];
}

function alarmIn({ alarm, isCancelled }: DayEvent): string[] {
  return alarm && !isCancelled ? ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(alarm)}`, "TRIGGER:-P1D", "END:VALARM"] : [];
}

/** Section 3.3.11: backslash, semicolon, comma and line ends; what else is below a space may not stand there. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, ""); // oxlint-disable-line no-control-regex -- they are what is taken out
}

/** Section 3.2: in quotation marks, which cannot stand in it themselves. */
function parameter(text: string): string {
  return `"${text.replace(/["\x00-\x1f\x7f]/g, " ").trim()}"`; // oxlint-disable-line no-control-regex -- they are what is taken out
}

/** RFC 6068: what would end an address, or begin another, is escaped. */
function address({ address: mail }: CalendarPerson): string {
  return encodeURIComponent(mail).replaceAll("%40", "@").replaceAll("%2B", "+");
}

const MOST_OCTETS = 75;

/** Section 3.1: a longer line goes on after CRLF and a space; no letter is cut in two. */
function folded(line: string): string {
  let [text, octets] = ["", 0];
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > MOST_OCTETS) [text, octets] = [`${text}\r\n `, 1];
    text += letter;
    octets += size;
  }
  return text;
}

function stampOf(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}
